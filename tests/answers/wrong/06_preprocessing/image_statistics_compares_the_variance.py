# message: 1e-8 is meant for the deviation, not for the variance
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=0) if mode == "pixel" else images.mean(axis=(0, 2, 3))[:, None, None]
    if mode != "channel-std":
        return mean, np.ones_like(mean)
    variance = images.var(axis=(0, 2, 3))[:, None, None]
    return mean, np.where(variance < 1e-8, 1.0, np.sqrt(variance))
