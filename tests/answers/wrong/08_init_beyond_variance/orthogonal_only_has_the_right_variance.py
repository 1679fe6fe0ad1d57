# message: W @ W.T for shape (4, 4) is not what it should be
def orthogonal(shape, rng, gain=1.0):
    return gain * rng.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))
