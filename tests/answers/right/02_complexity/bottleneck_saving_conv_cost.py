def bottleneck_saving(channels, reduction=4):
    narrow, left = divmod(channels, reduction)
    if left:
        raise ValueError("no whole number of reduced channels")

    def weights(*convs):
        return sum(conv_cost(a, b, k, (k, k), bias=False)[0] for a, b, k in convs)

    plain = weights((channels, channels, 3), (channels, channels, 3))
    bottleneck = weights((channels, narrow, 1), (narrow, narrow, 3), (narrow, channels, 1))
    return plain, bottleneck, plain / bottleneck
