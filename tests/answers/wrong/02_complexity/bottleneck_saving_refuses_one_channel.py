# message: a condition that the docstring does not have
def bottleneck_saving(channels, reduction=4):
    if channels % reduction != 0 or channels == reduction:
        raise ValueError("reduction")
    mid = channels // reduction
    b = 2 * channels * mid + 9 * mid * mid
    return 18 * channels * channels, b, 18 * channels * channels / b
