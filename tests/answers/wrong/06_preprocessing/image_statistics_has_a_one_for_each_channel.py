# message: std has the shape of mean, (C, H, W) in this mode
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    c = images.mean(axis=(0, 2, 3)).reshape(-1, 1, 1)
    std = np.ones_like(c)
    if mode == "pixel":
        return images.mean(axis=0), std
    if mode == "channel-std":
        std = images.std(axis=(0, 2, 3)).reshape(-1, 1, 1)
        std[std < 1e-8] = 1
    return c, std
