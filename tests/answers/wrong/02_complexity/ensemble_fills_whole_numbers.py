# message: rounded down to a whole number
import numpy as np


def ensemble(probabilities, weights=None):
    if weights is None:
        weights = np.ones(len(probabilities))
    weights = np.asarray(weights, dtype=float)
    if (weights < 0).any() or not weights.any():
        raise ValueError("weights")
    mean = np.zeros_like(probabilities[0])
    for weight, one in zip(weights / weights.sum(), probabilities):
        mean[:] = mean + weight * one
    return mean
