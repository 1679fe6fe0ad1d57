# message: std belongs to inputs
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std
    return raw, bias - mean @ raw
