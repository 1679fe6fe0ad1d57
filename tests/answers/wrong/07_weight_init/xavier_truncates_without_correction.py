# message: leaves 0.88 of the deviation
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = math.prod(shape[1:]), shape[0] * math.prod(shape[2:])
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"unknown mode {mode}")
    rng = np.random.default_rng(seed)
    std = math.sqrt(variances[mode])
    w = rng.normal(0, 1, shape)
    while (np.abs(w) > 2).any():
        w = np.where(np.abs(w) > 2, rng.normal(0, 1, shape), w)
    return std * w
