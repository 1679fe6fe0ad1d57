# message: the window is missing
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = math.prod(shape[1:]), shape[0] * math.prod(shape[2:])
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"unknown mode {mode}")
    if len(shape) > 2:
        variances = {"fan_in": 1 / shape[1], "fan_avg": 2 / (shape[0] + shape[1])}
    rng = np.random.default_rng(seed)
    return rng.normal(0, math.sqrt(variances[mode]), shape)
