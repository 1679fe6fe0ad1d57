# message: this is the mean over the examples
def ensemble(probabilities, weights=None):
    if weights is None:
        return probabilities.mean(axis=1)
    if min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
