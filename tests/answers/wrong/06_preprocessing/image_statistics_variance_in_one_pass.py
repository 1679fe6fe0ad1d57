# message: the mean of x² minus mean² leaves 5e-6
def image_statistics(images, mode):
    if mode == "pixel":
        mean = images.mean(axis=0)
        return mean, np.ones_like(mean)
    if mode not in ("channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=(0, 2, 3), keepdims=True)[0]
    if mode == "channel":
        return mean, np.ones_like(mean)
    squares = (images.astype(float) ** 2).mean(axis=(0, 2, 3), keepdims=True)[0]
    std = np.sqrt(np.maximum(squares - mean**2, 0))
    return mean, np.where(std < 1e-8, 1.0, std)
