# message: ensemble changed its argument probabilities
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is None:
        total = probabilities[0]
        for other in probabilities[1:]:
            total += other
        return total / len(probabilities)
    if (weights < 0).any() or not weights.any():
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
