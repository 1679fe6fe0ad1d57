# message: numbered anew
def loss_sensitivity(weights, bias, x, labels, changes):
    _, numbers = np.unique(labels, return_inverse=True)
    before = cross_entropy(x @ weights + bias, numbers)[0]
    rises = [cross_entropy(x @ (weights + c) + bias, numbers)[0] - before for c in changes]
    return float(np.mean(rises))
