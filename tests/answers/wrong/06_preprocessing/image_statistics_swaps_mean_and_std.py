# message: is not what it should be
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=0) if mode == "pixel" else images.mean(axis=(0, 2, 3))[:, None, None]
    if mode != "channel-std":
        std = np.ones_like(mean)
    else:
        std = images.std(axis=(0, 2, 3))[:, None, None]
        std = np.where(std < 1e-8, 1.0, std)
    return std, mean
