# message: this is the greatest rise
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return max(loss(weights + c) for c in changes) - loss(weights)
