# message: 1e-08, is added to the deviation
def image_statistics(images, mode):
    if mode == "pixel":
        mean = images.mean(axis=0)
        return mean, np.ones_like(mean)
    if mode not in ("channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    if mode == "channel":
        return mean, np.ones_like(mean)
    std = images.std(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    return mean, np.where(std < 1e-8, 1.0, std + 1e-8)
