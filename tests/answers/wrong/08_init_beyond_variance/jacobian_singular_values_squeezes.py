# message: for sizes 1, 4, 1
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
    return np.linalg.svd(jacobian, compute_uv=False).squeeze()
