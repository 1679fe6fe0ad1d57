# message: squares of uint8 do not fit into uint8
def image_statistics(images, mode):
    if mode == "pixel":
        mean = images.mean(axis=0)
        return mean, np.ones_like(mean)
    if mode not in ("channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    if mode == "channel":
        return mean, np.ones_like(mean)
    std = np.sqrt(np.maximum((images**2).mean(axis=(0, 2, 3), keepdims=True)[0] - mean**2, 0))
    return mean, np.where(std < 1e-8, 1.0, std)
