# message: the function ends without `return`
def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    height, width = [(side + 2 * padding - kernel) // stride + 1 for side in size]
    weights = kernel**2 * in_channels // groups * out_channels
    print(weights + bias * out_channels, weights * height * width, out_channels * height * width)
