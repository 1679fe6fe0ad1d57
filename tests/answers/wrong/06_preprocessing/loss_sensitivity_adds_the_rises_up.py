# message: added up; take their mean
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return sum(loss(weights + c) - loss(weights) for c in changes)
