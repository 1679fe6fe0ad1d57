# message: this is a vote
def ensemble(probabilities, weights=None):
    votes = np.eye(probabilities.shape[2])[probabilities.argmax(axis=2)]
    if weights is None:
        return votes.mean(axis=0)
    if min(weights) < 0 or sum(weights) == 0:
        raise ValueError("weights")
    return np.tensordot(weights / weights.sum(), votes, axes=1)
