# message: this is the geometric mean
def ensemble(probabilities, weights=None):
    if weights is None:
        weights = np.ones(len(probabilities))
    if min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights")
    w = (weights / weights.sum())[:, None, None]
    mean = (probabilities**w).prod(axis=0)
    return mean / mean.sum(axis=1, keepdims=True)
