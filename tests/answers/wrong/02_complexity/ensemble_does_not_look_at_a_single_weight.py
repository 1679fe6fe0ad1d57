# message: No weight may be negative
def ensemble(probabilities, weights=None):
    probabilities = np.asarray(probabilities)
    if weights is None or len(weights) == 1:
        return probabilities.mean(axis=0)
    w = np.asarray(weights, dtype=float)
    if np.any(w < 0) or not np.any(w):
        raise ValueError("weights")
    return np.tensordot(w / w.sum(), probabilities, axes=1)
