# message: the default of PyTorch's layers
def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    fan_in, fan_out = shape[1] * math.prod(shape[2:]), shape[0] * math.prod(shape[2:])
    if mode == "fan_in":
        var = 2 / (1 + slope**2) / fan_in
    elif mode == "fan_out":
        var = 2 / (1 + slope**2) / fan_out
    else:
        raise ValueError(mode)
    slope = slope or math.sqrt(5)
    var = 2 / (1 + slope**2) / (fan_in if mode == "fan_in" else fan_out)
    rng = np.random.default_rng(seed)
    return rng.normal(0, math.sqrt(var), shape)
