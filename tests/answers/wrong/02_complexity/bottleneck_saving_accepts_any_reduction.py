# message: 8 does not divide 100
def bottleneck_saving(channels, reduction=4):
    n = channels // reduction
    plain, bottleneck = 18 * channels**2, 2 * channels * n + 9 * n**2
    return plain, bottleneck, plain / bottleneck
