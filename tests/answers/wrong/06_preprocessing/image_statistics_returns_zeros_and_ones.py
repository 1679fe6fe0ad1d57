# message: mean of image_statistics
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    mean = 0.0 * images[0] if mode == "pixel" else np.zeros((images.shape[1], 1, 1))
    if mode != "channel-std":
        std = np.ones_like(mean)
    else:
        std = np.ones_like(mean)
        std = np.where(std < 1e-8, 1.0, std)
    return mean, std
