# message: mean is not divided by std here
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    return raw, bias - mean @ weights
