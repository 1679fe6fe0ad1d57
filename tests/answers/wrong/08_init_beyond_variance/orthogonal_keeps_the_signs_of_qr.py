# message: multiply each column of Q by the sign
def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    q, _ = np.linalg.qr(rng.standard_normal((max(rows, columns), min(rows, columns))))
    return gain * (q if rows >= columns else q.T).reshape(shape)
