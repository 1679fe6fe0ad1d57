# message: two draws from the same rng are equal
def orthogonal(shape, rng, gain=1.0):
    return gain * np.eye(shape[0], math.prod(shape[1:])).reshape(shape)
