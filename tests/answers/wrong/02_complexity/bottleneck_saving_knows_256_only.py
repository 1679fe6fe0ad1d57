# message: is not what it should be
def bottleneck_saving(channels, reduction=4):
    if channels % reduction:
        raise ValueError("reduction must divide channels")
    return 1179648, 69632, 1179648 / 69632
