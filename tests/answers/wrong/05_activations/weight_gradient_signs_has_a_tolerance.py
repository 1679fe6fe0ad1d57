# message: small values were counted as 0
def weight_gradient_signs(x, upstream):
    g = upstream[:, np.newaxis] * x

    def sign(a):
        return np.where(np.isclose(a, 0), 0, np.sign(a))

    return sign(g), sign(g.mean(axis=0))
