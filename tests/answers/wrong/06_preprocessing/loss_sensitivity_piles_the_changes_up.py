# message: the changes pile up
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        return cross_entropy(x @ w + bias, labels)[0]

    before, w, rises = loss(weights), weights.copy(), []
    for c in changes:
        w += c
        rises.append(loss(w) - before)
    return np.mean(rises)
