# message: An unknown mode must not pass silently, even if
def image_statistics(images, mode):
    if "pixel" in mode:
        mean = images.mean(axis=0)
        return mean, np.ones_like(mean)
    if "channel" not in mode:
        raise ValueError(mode)
    mean = images.mean(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    if "std" not in mode:
        return mean, np.ones_like(mean)
    std = images.std(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    return mean, np.where(std < 1e-8, 1.0, std)
