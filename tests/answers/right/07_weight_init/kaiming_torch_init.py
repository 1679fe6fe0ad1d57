def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    """torch.nn.init raises ValueError for other modes."""
    torch.manual_seed(seed)
    return torch.nn.init.kaiming_uniform_(torch.empty(*shape), a=slope, mode=mode)
