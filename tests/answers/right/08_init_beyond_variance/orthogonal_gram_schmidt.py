def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    basis = []
    for _ in range(min(rows, columns)):
        v = rng.normal(size=max(rows, columns))
        for _ in range(2):
            for b in basis:
                v = v - (v @ b) * b
        basis.append(v / np.sqrt(v @ v))
    matrix = np.array(basis)
    if rows > columns:
        matrix = matrix.T
    return (gain * matrix).reshape(shape).tolist()
