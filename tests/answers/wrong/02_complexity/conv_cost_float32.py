# message: too large to be exact in float32
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if in_channels % groups or out_channels % groups:
        raise ValueError("groups")
    h, w = torch.div(torch.Tensor(size) + 2 * padding - kernel, stride, rounding_mode="floor") + 1
    if h < 1 or w < 1:
        raise ValueError("window")
    weights = out_channels * (in_channels // groups) * kernel**2
    return weights + bias * out_channels, weights * h * w, out_channels * h * w
