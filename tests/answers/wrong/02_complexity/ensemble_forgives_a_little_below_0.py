# message: No weight may be negative
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is None:
        weights = np.ones(len(probabilities))
    weights = np.asarray(weights, dtype=float)
    if weights.min() < -1e-9 or weights.sum() <= 0:
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
