# message: this is the fan-out's
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = math.prod(shape[1:]), shape[0] * math.prod(shape[2:])
    variances = {"fan_in": 1 / fan_out, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"unknown mode {mode}")
    rng = np.random.default_rng(seed)
    return rng.normal(0, math.sqrt(variances[mode]), shape)
