# message: the mean keeps the integers' dtype
def image_statistics(images, mode):
    if mode not in ("pixel", "channel", "channel-std"):
        raise ValueError(mode)
    ax = 0 if mode == "pixel" else (0, 2, 3)
    m = images.mean(ax).astype(images.dtype)
    m = m if mode == "pixel" else m.reshape(-1, 1, 1)
    s = images.std(ax).reshape(-1, 1, 1) if mode == "channel-std" else np.ones(m.shape)
    return m, np.where(s < 1e-8, 1, s)
