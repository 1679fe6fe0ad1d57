# message: should raise ValueError, but raises ZeroDivisionError
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is not None and (np.array(weights) < 0).any():
        raise ValueError("weights must be at least 0")
    return np.average(probabilities, axis=0, weights=weights)
