def orthogonal(shape, rng, gain=1.0):
    rows, columns = int(shape[0]), int(np.prod(shape[1:]))
    a = rng.standard_normal((rows, columns))
    wide = rows < columns
    tall = a.T if wide else a
    # A = Q Lᵀ with a positive diagonal: the unique decomposition, without np.linalg.qr.
    for _ in range(2):  # the second time for precision
        lower = np.linalg.cholesky(tall.T @ tall)
        tall = np.linalg.solve(lower, tall.T).T
    result = tall.T if wide else tall
    return tuple(map(tuple, gain * result)) if len(shape) == 2 else gain * result.reshape(shape)
