# message: small values were counted as 0
def weight_gradient_signs(x, upstream):
    g = upstream[:, None] * x
    m = g.mean(axis=0)
    return g / (np.abs(g) + 1e-100), m / (np.abs(m) + 1e-100)
