# message: has standard deviation
def kaiming(shape, slope=0.2, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 2 / fan_in / (1 + slope**2), "fan_out": 2 / fan_out / (1 + slope**2)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    return std * rng.standard_normal(shape)
