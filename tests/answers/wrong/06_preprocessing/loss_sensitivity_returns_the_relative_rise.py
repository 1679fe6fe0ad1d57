# message: this is the relative rise
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    return np.mean([loss(weights + c) for c in changes]) / loss(weights) - 1
