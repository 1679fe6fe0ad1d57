def loss_sensitivity(weights, bias, x, labels, changes):
    weights, bias, x, changes = (part.astype(np.float32) for part in (weights, bias, x, changes))
    before = cross_entropy(x @ weights + bias, labels)[0]
    after = [cross_entropy(x @ (weights + change) + bias, labels)[0] for change in changes]
    return float(np.mean(after) - before)
