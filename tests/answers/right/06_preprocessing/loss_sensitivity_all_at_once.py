def loss_sensitivity(weights, bias, x, labels, changes):
    all_weights = np.concatenate([weights[np.newaxis], weights + changes])
    scores = np.einsum("nd,tdk->tnk", x, all_weights) + bias
    losses = [cross_entropy(of_one, labels)[0] for of_one in scores]
    return np.mean(losses[1:]) - losses[0]
