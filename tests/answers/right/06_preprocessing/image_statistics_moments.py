def image_statistics(images, mode):
    x = np.asarray(images, dtype=np.float64)
    axes = {"pixel": 0, "channel": (0, 2, 3), "channel-std": (0, 2, 3)}
    try:
        mean = np.mean(x, axis=axes[mode], keepdims=True)[0]
    except KeyError:
        raise ValueError(f"no such mode: {mode}") from None
    std = np.sqrt(np.mean((x - mean) ** 2, axis=(0, 2, 3), keepdims=True))[0]
    return mean, np.where(std < 1e-8, 1, std) if mode == "channel-std" else 0 * mean + 1
