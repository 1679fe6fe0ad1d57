# message: weights near 0 are taken for 0
def ensemble(probabilities, weights=None):
    w = np.ones(len(probabilities)) if weights is None else np.asarray(weights, dtype=np.float32)
    if np.any(w < 0) or not np.any(w):
        raise ValueError("weights")
    w = w / w.max()
    return np.tensordot(w / w.sum(), probabilities, axes=1)
