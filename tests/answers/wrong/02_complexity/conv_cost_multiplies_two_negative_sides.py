# message: conv_cost(3, 4, 7, (4, 4), 1, 0) should raise ValueError
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups")
    h, w = size
    h = (h + 2 * padding - kernel) // stride + 1
    w = (w + 2 * padding - kernel) // stride + 1
    if h * w < 1:
        raise ValueError("x")
    weights = kernel * kernel * (in_channels // groups) * out_channels
    return weights + (out_channels if bias else 0), weights * h * w, out_channels * h * w
