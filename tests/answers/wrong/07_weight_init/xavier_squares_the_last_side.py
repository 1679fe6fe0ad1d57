# message: has standard deviation
def xavier(shape, mode="fan_in", seed=0):
    window = shape[-1] ** 2 if len(shape) > 2 else 1
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    return std * rng.standard_normal(shape)
