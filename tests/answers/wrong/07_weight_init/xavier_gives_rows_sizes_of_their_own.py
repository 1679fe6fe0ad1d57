# message: sizes of the weights go together
def xavier(shape, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    scale = rng.uniform(0.8, 1.2, (shape[0],) + (1,) * (len(shape) - 1))
    w = rng.standard_normal(shape) * scale
    return std * w / (scale**2).mean() ** 0.5
