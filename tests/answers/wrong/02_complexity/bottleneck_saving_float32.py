# message: too large to be exact in float32
def bottleneck_saving(channels, reduction=4):
    if channels % reduction:
        raise ValueError("reduction must divide channels")
    c, n = torch.tensor(float(channels)), torch.tensor(float(channels // reduction))
    plain, bottleneck = 18 * c * c, 2 * c * n + 9 * n * n
    return int(plain), int(bottleneck), int(plain) / int(bottleneck)
