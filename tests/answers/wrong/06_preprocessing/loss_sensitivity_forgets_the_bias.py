# message: the bias is missing
def loss_sensitivity(weights, bias, x, labels, changes):
    losses = [cross_entropy(x @ (weights + c), labels)[0] for c in changes]
    return np.mean(losses) - cross_entropy(x @ weights, labels)[0]
