# message: the mean of x² minus mean² leaves
def image_statistics(images, mode):
    x = np.asarray(images, dtype=np.float64)
    if mode == "pixel":
        mean = x.mean(axis=0)
        return mean, np.ones_like(mean)
    if mode not in ("channel", "channel-std"):
        raise ValueError(mode)
    mean = x.mean(axis=(0, 2, 3), keepdims=True)[0]
    if mode == "channel":
        return mean, np.ones_like(mean)
    var = (x**2).mean(axis=(0, 2, 3), keepdims=True)[0] - mean**2
    std = np.sqrt(np.maximum(var, 0))
    std[std < 1e-8] = 1
    return mean, std
