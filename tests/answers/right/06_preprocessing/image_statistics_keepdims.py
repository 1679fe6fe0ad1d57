def image_statistics(images, mode):
    axes = {"pixel": (0,), "channel": (0, 2, 3), "channel-std": (0, 2, 3)}.get(mode)
    if axes is None:
        raise ValueError("no such mode")
    mean = images.mean(axis=axes, keepdims=True)[0]
    std = images.std(axis=axes, keepdims=True)[0] if mode == "channel-std" else 1 + 0 * mean
    std[std < 1e-8] = 1
    return mean, std
