# message: only the last change is tried
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    for c in changes:
        after = loss(weights + c)
    return after - loss(weights)
