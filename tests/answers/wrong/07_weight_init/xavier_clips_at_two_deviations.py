# message: moved to it, as by clip
def xavier(shape, mode="fan_in", seed=0):
    fan_in, fan_out = fan_in_and_out(shape)
    if mode not in ("fan_in", "fan_avg"):
        raise ValueError(mode)
    std = math.sqrt(1 / fan_in if mode == "fan_in" else 2 / (fan_in + fan_out))
    z = np.random.default_rng(seed).normal(size=shape).clip(-2, 2)
    return z / 0.95946 * std
