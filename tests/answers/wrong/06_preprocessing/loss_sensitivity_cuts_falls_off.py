# message: a fall was cut off at 0
def loss_sensitivity(weights, bias, x, labels, changes):
    before, _ = cross_entropy(x @ weights + bias, labels)
    after = [cross_entropy(x @ (weights + c) + bias, labels)[0] for c in changes]
    return max(float(np.mean(after) - before), 0.0)
