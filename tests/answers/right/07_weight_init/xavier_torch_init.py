def xavier(shape, mode="fan_in", seed=0):
    """torch.nn.init, uniform for Glorot and normal for fan_in."""
    if mode not in ("fan_in", "fan_avg"):
        raise ValueError(mode)
    torch.manual_seed(seed)
    w = torch.empty(*shape)
    if mode == "fan_avg":
        return torch.nn.init.xavier_uniform_(w)
    return torch.nn.init.kaiming_normal_(w, a=1.0, mode="fan_in", nonlinearity="leaky_relu")
