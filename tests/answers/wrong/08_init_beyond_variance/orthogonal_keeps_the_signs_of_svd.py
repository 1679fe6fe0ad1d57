# message: multiply each column of Q by the sign
def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    u, _, v = np.linalg.svd(rng.standard_normal((rows, columns)), full_matrices=False)
    q = u if u.shape == (rows, columns) else v
    return gain * q.reshape(shape)
