def orthogonal(shape, rng, gain=1.0):
    # U Vᵀ of a Gaussian matrix does not depend on the signs that SVD chooses.
    a = rng.standard_normal((shape[0], int(np.prod(shape[1:]))))
    u, _, vt = np.linalg.svd(a, full_matrices=False)
    return (gain * u @ vt).reshape(shape)
