# message: small values were counted as 0
def weight_gradient_signs(x, upstream):
    g = upstream[:, None] * x
    m = g.mean(axis=0)
    m = np.where(np.abs(m) < 1e-12 * np.abs(g).max(), 0, m)
    return np.sign(g), np.sign(m)
