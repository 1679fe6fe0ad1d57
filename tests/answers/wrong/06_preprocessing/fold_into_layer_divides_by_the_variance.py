# message: this divides by the variance
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None] ** 2
    return raw, bias - mean @ raw
