# message: the + 1 is missing
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups")
    if min(size) + 2 * padding < kernel:
        raise ValueError("window")
    height, width = [(side + 2 * padding - kernel) // stride for side in size]
    weights = kernel**2 * in_channels // groups * out_channels
    return weights + bias * out_channels, weights * height * width, out_channels * height * width
