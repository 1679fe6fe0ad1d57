# message: goes together
def xavier(shape, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    sizes = np.abs(np.random.default_rng(0).standard_normal(shape))
    return std * sizes * rng.choice([-1, 1], shape)
