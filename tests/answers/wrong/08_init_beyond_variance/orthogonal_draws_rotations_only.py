# message: half of all orthogonal matrices are rotations
def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    q, r = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
    q = q * np.sign(np.diag(r))
    if rows == columns and np.linalg.det(q) < 0:
        q[:, 0] *= -1
    return gain * (q if rows >= columns else q.T).reshape(shape)
