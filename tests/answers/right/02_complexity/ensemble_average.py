import numpy as np


def ensemble(probabilities, weights=None):
    if weights is not None and (np.any(np.array(weights) < 0) or not np.any(weights)):
        raise ValueError("weights must be at least 0 and not all 0")
    return np.average(probabilities, axis=0, weights=weights)
