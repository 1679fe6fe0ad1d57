# message: numbers are used again
def xavier(shape, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    known = np.linspace(-1, 1, 1000) * 3**0.5
    return std * rng.choice(known, shape)
