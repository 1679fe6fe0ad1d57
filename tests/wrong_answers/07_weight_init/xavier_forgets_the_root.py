# message: this is the variance 1/fan_in used as the deviation
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = fan_in_and_out(shape)
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"unknown mode {mode}")
    rng = np.random.default_rng(seed)
    return rng.normal(0, variances[mode], shape)
