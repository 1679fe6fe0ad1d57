def image_statistics(images, mode):
    n, channels, height, width = images.shape
    if mode == "pixel":
        total = np.zeros((channels, height, width))
        for image in images:
            total += image
        return total / n, np.ones((channels, height, width))
    if mode not in {"channel", "channel-std"}:
        raise ValueError(mode)
    mean, std = np.empty((channels, 1, 1)), np.ones((channels, 1, 1))
    for c in range(channels):
        values = images[:, c].astype(np.float64).ravel()
        mean[c] = values.sum() / values.size
        if mode == "channel-std":
            spread = np.sqrt(((values - mean[c]) ** 2).sum() / values.size)
            std[c] = spread if spread >= 1e-8 else 1.0
    return mean, std
