# message: only some of the orthogonal matrices can come out
def orthogonal(shape, rng, gain=1.0):
    rows, columns = shape[0], math.prod(shape[1:])
    long, short = max(rows, columns), min(rows, columns)
    q = np.eye(long)[rng.permutation(long)][:, :short] * rng.choice([-1.0, 1.0], size=short)
    return gain * (q if rows >= columns else q.T).reshape(shape)
