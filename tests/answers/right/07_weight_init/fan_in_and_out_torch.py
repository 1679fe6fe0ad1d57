def fan_in_and_out(shape):
    """PyTorch's own, which raises ValueError too."""
    return torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(shape))
