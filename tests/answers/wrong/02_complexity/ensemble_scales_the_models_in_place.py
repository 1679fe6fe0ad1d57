# message: changed its argument probabilities
def ensemble(probabilities, weights=None):
    if weights is None:
        return probabilities.mean(axis=0)
    if min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights")
    probabilities *= (weights / weights.sum())[:, None, None]
    return probabilities.sum(axis=0)
