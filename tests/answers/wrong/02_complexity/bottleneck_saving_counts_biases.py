# message: no biases are counted
def bottleneck_saving(channels, reduction=4):
    if channels % reduction:
        raise ValueError("reduction must divide channels")
    n = channels // reduction
    plain = 18 * channels**2 + 2 * channels
    bottleneck = 2 * channels * n + 9 * n**2 + 2 * n + channels
    return plain, bottleneck, plain / bottleneck
