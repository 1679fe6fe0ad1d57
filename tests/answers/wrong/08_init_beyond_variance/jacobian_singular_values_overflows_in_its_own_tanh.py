# message: exp overflows for large z
def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in ("linear", "tanh", "relu"):
        raise ValueError(nonlinearity)
    J, a = np.eye(len(x)), x
    for W in weights:
        z = W @ a
        if nonlinearity == "linear":
            a, d = z, np.ones_like(z)
        elif nonlinearity == "tanh":
            a = (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)
            d = 1 - a**2
        else:
            a = np.maximum(z, 0)
            d = (z > 0).astype(float)
        J = d[:, None] * (W @ J)
    return np.linalg.svd(J, compute_uv=False)
