# message: only the first change is tried
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return loss(weights + changes[0]) - loss(weights)
