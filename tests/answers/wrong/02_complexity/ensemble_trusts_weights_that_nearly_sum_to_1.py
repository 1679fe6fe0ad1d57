# message: weights whose sum is nearly 1 are divided by it, too
def ensemble(probabilities, weights=None):
    w = np.ones(len(probabilities)) if weights is None else np.asarray(weights, dtype=float)
    if np.any(w < 0) or not np.any(w):
        raise ValueError("weights")
    w = w / w.sum() if abs(w.sum() - 1) > 1e-3 else w
    return np.tensordot(w, probabilities, axes=1)
