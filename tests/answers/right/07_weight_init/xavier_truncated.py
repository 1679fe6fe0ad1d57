def xavier(shape, mode="fan_in", seed=0):
    """Truncated normal, corrected for what the truncation takes away."""
    fan_in, fan_out = fan_in_and_out(shape)
    std = {"fan_in": fan_in**-0.5, "fan_avg": (2 / (fan_in + fan_out)) ** 0.5}.get(mode)
    if std is None:
        raise ValueError(mode)
    generator = torch.Generator().manual_seed(seed)
    w = torch.empty(*shape, dtype=torch.float64)
    torch.nn.init.trunc_normal_(w, generator=generator)
    return w * (std / 0.8796256610342398)
