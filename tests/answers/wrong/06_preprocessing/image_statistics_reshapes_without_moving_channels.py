# message: reshape(-1, C) mixes the channels
def image_statistics(images, mode):
    if mode == "pixel":
        return images.mean(0), np.ones(images.shape[1:])
    c = images.shape[1]
    m = images.reshape(-1, c).mean(0).reshape(c, 1, 1)
    if mode == "channel":
        return m, np.ones_like(m)
    if mode == "channel-std":
        s = images.reshape(-1, c).std(0).reshape(c, 1, 1)
        return m, np.where(s < 1e-8, 1, s)
    raise ValueError(mode)
