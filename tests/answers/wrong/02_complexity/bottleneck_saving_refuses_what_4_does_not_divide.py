# message: a condition that the docstring does not have
def bottleneck_saving(channels, reduction=4):
    if reduction != 1 and channels % min(reduction, 4):
        raise ValueError("reduction must divide channels")
    n = channels // reduction
    plain, bottleneck = 18 * channels**2, 2 * channels * n + 9 * n**2
    return plain, bottleneck, plain / bottleneck
