# message: as wide as it is high only if the input is
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups")
    side = (size[0] + 2 * padding - kernel) // stride + 1
    if side < 1 or size[1] + 2 * padding < kernel:
        raise ValueError("window")
    weights = kernel**2 * in_channels // groups * out_channels
    return weights + bias * out_channels, weights * side**2, out_channels * side**2
