# message: the geometric mean of the two
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = shape[1] * math.prod(shape[2:]), shape[0] * math.prod(shape[2:])
    if mode == "fan_in":
        var = 1 / fan_in
    elif mode == "fan_avg":
        var = 1 / math.sqrt(fan_in * fan_out)
    else:
        raise ValueError(mode)
    rng = np.random.default_rng(seed)
    return rng.normal(0, math.sqrt(var), shape)
