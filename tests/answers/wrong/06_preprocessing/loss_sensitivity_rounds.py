# message: the result is rounded
def loss_sensitivity(weights, bias, x, labels, changes):
    before = cross_entropy(x @ weights + bias, labels)[0]
    after = [cross_entropy(x @ (weights + change) + bias, labels)[0] for change in changes]
    return round(float(np.mean(after) - before), 6)
