# message: one weight of 0 is refused
def ensemble(probabilities, weights=None):
    probabilities = np.asarray(probabilities, dtype=float)
    weights = np.ones(len(probabilities)) if weights is None else np.array(weights, dtype=float)
    if (weights < 0).any() or not weights.all():
        raise ValueError("weights")
    weights = weights / weights.max()
    weights = weights / weights.sum()
    return np.tensordot(weights, probabilities, 1)
