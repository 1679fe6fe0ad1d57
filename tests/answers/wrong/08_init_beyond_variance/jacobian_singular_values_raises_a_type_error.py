# message: should raise ValueError, but raises TypeError
def jacobian_singular_values(weights, x, nonlinearity):
    functions = {
        "linear": lambda z: (z, np.ones_like(z)),
        "tanh": lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2),
        "relu": lambda z: (np.maximum(z, 0), (z > 0) * 1.0),
    }
    f = functions.get(nonlinearity)
    jacobian, a = np.eye(len(x)), x
    for w in weights:
        a, slope = f(w @ a)
        jacobian = slope[:, np.newaxis] * (w @ jacobian)
    return np.linalg.svd(jacobian, compute_uv=False)
