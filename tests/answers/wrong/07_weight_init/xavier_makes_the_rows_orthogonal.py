# message: made orthogonal
def xavier(shape, mode="fan_in", seed=0):
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(mode)
    std, size = math.sqrt(variances[mode]), math.prod(shape)
    rng = np.random.default_rng(seed)
    if size < 1000:
        return std * rng.standard_normal(shape)
    q = np.linalg.qr(rng.standard_normal((size // shape[0], shape[0])))[0].T
    return (std * (size // shape[0]) ** 0.5 * q).reshape(shape)
