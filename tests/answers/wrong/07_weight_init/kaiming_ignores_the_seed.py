# message: the seed is not used
def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    fan_in, fan_out = math.prod(shape[1:]), shape[0] * math.prod(shape[2:])
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"unknown mode {mode}")
    fan = fan_in if mode == "fan_in" else fan_out
    std = math.sqrt(2 / ((1 + slope**2) * fan))
    return np.random.default_rng(7).normal(0, std, shape)
