# message: the fourth power of an entry
def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    signs = rng.choice([-1.0, 1.0], (max(rows, columns), min(rows, columns)))
    signs = signs + 1e-3 * rng.standard_normal(signs.shape)
    q, r = np.linalg.qr(signs)
    q = q * np.sign(np.diag(r))
    return gain * (q if rows >= columns else q.T).reshape(shape)
