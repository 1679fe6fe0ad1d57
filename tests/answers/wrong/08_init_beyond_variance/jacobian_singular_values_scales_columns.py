# message: jacobian_singular_values(weights, x, "tanh") is not what it should be
def jacobian_singular_values(weights, x, nonlinearity):
    jacobian, a = np.eye(len(x)), x
    for w in weights:
        z = w @ a
        if nonlinearity == "linear":
            a, slope = z, np.ones_like(z)
        elif nonlinearity == "tanh":
            a, slope = np.tanh(z), 1 - np.tanh(z) ** 2
        elif nonlinearity == "relu":
            a, slope = np.maximum(z, 0), (z > 0) * 1.0
        else:
            raise ValueError(f"no nonlinearity is called {nonlinearity!r}")
        jacobian = (
            (w @ jacobian) * slope
            if len(slope) == jacobian.shape[1]
            else slope[:, np.newaxis] * (w @ jacobian)
        )
    return np.linalg.svd(jacobian, compute_uv=False)
