# message: the deviation around the mean image
def image_statistics(images, mode):
    c = images.shape[1]
    if mode == "pixel":
        return images.mean(0), np.ones(images.shape[1:])
    if mode == "channel":
        return images.mean((0, 2, 3)).reshape(c, 1, 1), np.ones((c, 1, 1))
    if mode == "channel-std":
        s = np.sqrt(images.var(0).mean((1, 2)))
        s[s < 1e-8] = 1
        return images.mean((0, 2, 3)).reshape(c, 1, 1), s.reshape(c, 1, 1)
    raise ValueError(mode)
