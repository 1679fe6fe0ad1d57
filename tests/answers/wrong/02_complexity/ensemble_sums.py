# message: divide by the number of models
def ensemble(probabilities, weights=None):
    if weights is None:
        return probabilities.sum(axis=0)
    if min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
