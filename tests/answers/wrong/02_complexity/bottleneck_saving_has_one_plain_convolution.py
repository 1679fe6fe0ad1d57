# message: there are two 3×3 convolutions
def bottleneck_saving(channels, reduction=4):
    if channels % reduction:
        raise ValueError("reduction must divide channels")
    n = channels // reduction
    plain, bottleneck = 9 * channels**2, 2 * channels * n + 9 * n**2
    return plain, bottleneck, plain / bottleneck
