# message: small values were counted as 0
def weight_gradient_signs(x, upstream):
    x, upstream = np.asarray(x, np.float32), np.asarray(upstream, np.float32)
    g = upstream[:, None] * x
    return np.sign(g), np.sign(g.mean(axis=0))
