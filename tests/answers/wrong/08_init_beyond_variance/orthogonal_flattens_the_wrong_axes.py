# message: the product of W with itself over gain², for shape (6, 2, 3, 3)
def orthogonal(shape, rng, gain=1.0):
    rows, columns = math.prod(shape[:-1]), shape[-1]
    q, r = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
    q = q * np.sign(np.diag(r))
    return gain * (q if rows >= columns else q.T).reshape(shape)
