# message: should raise ValueError
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = fan_in_and_out(shape)
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    rng = np.random.default_rng(seed)
    return rng.normal(0, math.sqrt(variances.get(mode, 1 / fan_in)), shape)
