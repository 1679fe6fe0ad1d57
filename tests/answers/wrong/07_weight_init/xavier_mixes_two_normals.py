# message: neither normal nor uniform
def xavier(shape, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    w = 0.5 * rng.standard_normal(shape) + rng.choice([-1, 1], shape)
    return std * w / 1.25**0.5
