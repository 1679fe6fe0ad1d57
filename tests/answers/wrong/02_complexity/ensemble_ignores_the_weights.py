# message: the weights are ignored
def ensemble(probabilities, weights=None):
    if weights is not None and (min(weights) < 0 or sum(weights) == 0):
        raise ValueError("weights")
    return probabilities.mean(axis=0)
