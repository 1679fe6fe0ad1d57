# message: groups has to divide in_channels and out_channels, both
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups:
        raise ValueError("groups")
    height, width = [(side + 2 * padding - kernel) // stride + 1 for side in size]
    if height < 1 or width < 1:
        raise ValueError("window")
    weights = kernel**2 * in_channels // groups * out_channels
    return weights + bias * out_channels, weights * height * width, out_channels * height * width
