# message: rounding can make an eigenvalue of J Jᵀ negative
def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in ("linear", "tanh", "relu"):
        raise ValueError(nonlinearity)
    a, jacobian = x, np.eye(len(x))
    for w in weights:
        z = w @ a
        if nonlinearity == "linear":
            a, slope = z, np.ones_like(z)
        elif nonlinearity == "tanh":
            a = np.tanh(z)
            slope = 1 - a**2
        else:
            a, slope = np.maximum(z, 0), (z > 0) * 1.0
        jacobian = slope[:, None] * (w @ jacobian)
    if len(jacobian) <= len(x):
        gram = jacobian @ jacobian.T
    else:
        gram = jacobian.T @ jacobian
    return np.sqrt(np.linalg.eigvalsh(gram))[::-1]
