# message: one row or filter is repeated
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = math.prod(shape[1:]), shape[0] * math.prod(shape[2:])
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"unknown mode {mode}")
    rng = np.random.default_rng(seed)
    return (
        np.broadcast_to(rng.normal(0, math.sqrt(variances[mode]), (1, *shape[1:])), shape)
        if len(shape) == 2
        else rng.normal(0, math.sqrt(variances[mode]), shape)
    )
