def image_statistics(images, mode):
    images = images.astype(np.float32)
    channels = images.shape[1]
    if mode == "pixel":
        return images.mean(0), np.ones(images.shape[1:], dtype=int)
    values = images.swapaxes(0, 1).reshape(channels, -1)
    mean = values.mean(1).reshape(channels, 1, 1)
    match mode:
        case "channel":
            return [mean, np.ones((channels, 1, 1))]
        case "channel-std":
            spread = (values - mean[:, 0]).astype(np.float64).std(1)
            constant = (np.ptp(values, axis=1) == 0) | (spread < 1e-8)
            return [mean, np.where(constant, 1, spread).reshape(channels, 1, 1)]
    raise ValueError(mode)
