# message: loss_sensitivity changed its argument weights
def loss_sensitivity(weights, bias, x, labels, changes):
    before, _ = cross_entropy(x @ weights + bias, labels)
    rises = []
    old = weights.copy()
    for change in changes:
        weights[:] = old
        weights += change
        rises.append(cross_entropy(x @ weights + bias, labels)[0] - before)
    return np.mean(rises)
