# message: ensemble of two models and one example has shape (2,)
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is None:
        weights = np.ones(len(probabilities))
    weights = np.asarray(weights, dtype=float)
    if (weights < 0).any() or not weights.any():
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1).squeeze()
