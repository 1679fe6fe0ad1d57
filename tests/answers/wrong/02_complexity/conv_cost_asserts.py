# message: should raise ValueError, but raises AssertionError
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    assert in_channels % groups == 0 and out_channels % groups == 0
    height, width = [(side + 2 * padding - kernel) // stride + 1 for side in size]
    assert height > 0 and width > 0
    weights = kernel**2 * in_channels // groups * out_channels
    return weights + bias * out_channels, weights * height * width, out_channels * height * width
