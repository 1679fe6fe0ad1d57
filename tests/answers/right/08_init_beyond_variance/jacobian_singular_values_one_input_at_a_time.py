def jacobian_singular_values(weights, x, nonlinearity):
    if nonlinearity not in ("linear", "tanh", "relu"):
        raise ValueError("unknown: " + str(nonlinearity))

    def push(tangent):
        a = x
        for w in weights:
            z, tangent = w.dot(a), w.dot(tangent)
            if nonlinearity == "tanh":
                a = np.tanh(z)
                tangent = tangent * (1 - a * a)
            elif nonlinearity == "relu":
                a = np.clip(z, 0, None)
                tangent = tangent * np.heaviside(z, 0.0)
            else:
                a = z
        return tangent

    columns = [push(e) for e in np.eye(len(x))]
    values = np.linalg.svd(np.column_stack(columns), compute_uv=False)
    return np.sort(values)[::-1]
