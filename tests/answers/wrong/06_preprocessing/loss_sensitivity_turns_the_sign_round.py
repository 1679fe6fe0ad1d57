# message: the sign is turned round
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return loss(weights) - np.mean([loss(weights + c) for c in changes])
