# message: this mode divides, too
def image_statistics(images, mode):
    if mode == "pixel":
        m = images.mean(0)
        return m, np.ones(m.shape)
    m = images.mean((0, 2, 3), keepdims=True)[0]
    if mode == "channel":
        return m, np.ones(m.shape)
    if mode == "channel-std":
        s = images.std((0, 2, 3), keepdims=True)[0]
        s[(s < 1e-8) | np.isclose(images.max((0, 2, 3)), images.min((0, 2, 3))).reshape(-1, 1, 1)] = 1
        return m, s
    raise ValueError
