# message: do not round it
def bottleneck_saving(channels, reduction=4):
    if channels % reduction:
        raise ValueError("reduction must divide channels")
    n = channels // reduction
    plain, bottleneck = 18 * channels**2, 2 * channels * n + 9 * n**2
    return plain, bottleneck, plain // bottleneck
