# message: weights are divided by std
def fold_into_layer(weights, bias, mean, std):
    raw = weights * std[:, None]
    return raw, bias - mean @ raw
