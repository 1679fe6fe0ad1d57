# message: loss_sensitivity(weights, bias, x, labels, changes) is not
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return 0.0
