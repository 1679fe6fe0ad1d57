# message: Likely mistake: >= in place of >
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups")
    h, w = size
    if kernel >= h + 2 * padding or kernel >= w + 2 * padding:
        raise ValueError("kernel")
    h = (h + 2 * padding - kernel) // stride + 1
    w = (w + 2 * padding - kernel) // stride + 1
    weights = kernel * kernel * (in_channels // groups) * out_channels
    return weights + (out_channels if bias else 0), weights * h * w, out_channels * h * w
