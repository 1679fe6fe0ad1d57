def xavier(shape, mode="fan_in", seed=0):
    fans = fan_in_and_out(shape)
    match mode:
        case "fan_in":
            fan = fans[0]
        case "fan_avg":
            fan = sum(fans) / 2
        case _:
            raise ValueError(f"no such mode: {mode}")
    bound = (3 / fan) ** 0.5
    return np.random.default_rng(seed).uniform(-bound, bound, size=shape).astype(np.float32)
