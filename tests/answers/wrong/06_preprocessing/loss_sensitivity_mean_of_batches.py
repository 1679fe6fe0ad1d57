# message: this is the mean of the means of batches
def loss_sensitivity(weights, bias, x, labels, changes):
    def loss(w):
        starts = range(0, len(x), 32)
        parts = [cross_entropy(x[i : i + 32] @ w + bias, labels[i : i + 32])[0] for i in starts]
        return np.mean(parts)

    before = loss(weights)
    return float(np.mean([loss(weights + change) - before for change in changes]))
