def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    try:
        fan = fan_in_and_out(shape)[["fan_in", "fan_out"].index(mode)]
    except ValueError as error:
        raise ValueError(f"{mode!r} is no mode, or {shape} no weight") from error
    gain = torch.nn.init.calculate_gain("leaky_relu", slope)
    generator = torch.Generator().manual_seed(seed)
    w = torch.normal(0.0, 1.0, tuple(shape), generator=generator, dtype=torch.float64)
    return w.mul_(gain / fan**0.5).requires_grad_()
