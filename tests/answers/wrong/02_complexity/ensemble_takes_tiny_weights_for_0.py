# message: Likely mistake: weights near 0 are taken for 0
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is None:
        weights = np.ones(len(probabilities))
    if (weights < 0).any() or np.isclose(weights.sum(), 0):
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
