# message: all changes are added at once
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return loss(weights + changes.sum(axis=0)) - loss(weights)
