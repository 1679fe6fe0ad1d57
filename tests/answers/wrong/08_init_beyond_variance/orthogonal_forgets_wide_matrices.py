# message: has shape (2, 2), not (2, 5)
def orthogonal(shape, rng, gain=1.0):
    q, r = np.linalg.qr(rng.standard_normal((shape[0], math.prod(shape[1:]))))
    q = q * np.sign(np.diag(r))
    return gain * q
