# message: the last layer's slopes are missing
def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in ("linear", "tanh", "relu"):
        raise ValueError(nonlinearity)
    jacobian, a = np.eye(len(x)), x
    for w in weights[:-1]:
        z = w @ a
        if nonlinearity == "tanh":
            a, slope = np.tanh(z), 1 - np.tanh(z) ** 2
        elif nonlinearity == "relu":
            a, slope = np.maximum(z, 0), (z > 0) * 1.0
        else:
            a, slope = z, np.ones_like(z)
        jacobian = slope[:, np.newaxis] * (w @ jacobian)
    return np.linalg.svd(weights[-1] @ jacobian, compute_uv=False)
