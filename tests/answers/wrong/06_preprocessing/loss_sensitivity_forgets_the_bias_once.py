# message: missing from the loss without a change
def loss_sensitivity(weights, bias, x, labels, changes):
    base = cross_entropy(x @ weights, labels)[0]
    return float(np.mean([cross_entropy(x @ (weights + c) + bias, labels)[0] - base for c in changes]))
