# message: small singular values are no zeros
def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in ("linear", "tanh", "relu"):
        raise ValueError(nonlinearity)
    jacobian, a = np.eye(len(x)), x
    for w in weights:
        z = w @ a
        a, slope = {
            "linear": (z, np.ones_like(z)),
            "tanh": (np.tanh(z), 1 - np.tanh(z) ** 2),
            "relu": (np.maximum(z, 0), (z > 0) * 1.0),
        }[nonlinearity]
        jacobian = slope[:, np.newaxis] * (w @ jacobian)
    s = np.linalg.svd(jacobian, compute_uv=False)
    return np.where(s < 1e-8, 0, s)
