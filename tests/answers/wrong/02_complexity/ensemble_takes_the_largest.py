# message: takes the larger probability
def ensemble(probabilities, weights=None):
    return probabilities.max(axis=0)
