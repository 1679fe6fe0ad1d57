# message: a constant channel gets 1
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    mean = images.mean(axis=0) if mode == "pixel" else images.mean(axis=(0, 2, 3))[:, None, None]
    if mode != "channel-std":
        std = np.ones_like(mean)
    else:
        std = images.std(axis=(0, 2, 3))[:, None, None]
        std = std
    return mean, std
