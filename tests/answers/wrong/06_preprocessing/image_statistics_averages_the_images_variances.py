# message: average of the images' own variances
def image_statistics(images, mode):
    if mode == "pixel":
        return images.mean(axis=0), np.ones(images.shape[1:])
    if mode not in ("channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=(0, 2, 3)).reshape(-1, 1, 1)
    if mode == "channel":
        return mean, np.ones(mean.shape)
    std = np.sqrt(images.var(axis=(2, 3)).mean(axis=0)).reshape(-1, 1, 1)
    return mean, np.where(std < 1e-8, 1, std)
