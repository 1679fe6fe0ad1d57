# message: without a seed
def kaiming(shape, slope=0.01, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fans = {"fan_in": shape[1] * window, "fan_out": shape[0] * window}
    if mode not in fans:
        raise ValueError(mode)
    std = math.sqrt(2 / ((1 + slope**2) * fans[mode]))
    return std * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
