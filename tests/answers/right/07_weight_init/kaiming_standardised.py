def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    """Standardises the draw, so that its deviation is exact."""
    fans = {k: f for k, f in zip(("fan_in", "fan_out"), fan_in_and_out(shape))}
    if mode not in fans:
        raise ValueError(f"modes: {list(fans)}")
    w = np.random.default_rng([seed, 1]).standard_normal(shape)
    w = (w - w.mean()) / w.std()
    return w * np.sqrt(2 / (1 + slope * slope) / fans[mode])
