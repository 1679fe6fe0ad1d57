# message: over 300 draws of shape (4, 2)
def orthogonal(shape, rng, gain=1.0):
    rows, cols = shape[0], math.prod(shape[1:])
    a = rng.standard_normal((max(rows, cols), min(rows, cols)))
    q, r = np.linalg.qr(a)
    q = q * (np.sign(np.diag(r)) if rows == cols else rng.choice([-1, 1]))
    if rows < cols:
        q = q.T
    return gain * q.reshape(shape)
