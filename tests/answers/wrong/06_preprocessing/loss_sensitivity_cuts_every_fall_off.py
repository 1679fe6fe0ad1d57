# message: every fall was cut off at 0
def loss_sensitivity(weights, bias, x, labels, changes):
    base = cross_entropy(x @ weights + bias, labels)[0]
    return float(
        np.mean([max(0, cross_entropy(x @ (weights + c) + bias, labels)[0] - base) for c in changes])
    )
