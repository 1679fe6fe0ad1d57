# message: No weight may be negative
def ensemble(probabilities, weights=None):
    if weights is None:
        return probabilities.mean(axis=0)
    if sum(weights) == 0:
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
