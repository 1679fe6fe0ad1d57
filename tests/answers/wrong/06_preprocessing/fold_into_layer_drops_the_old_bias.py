# message: the old bias is missing
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    return raw, -mean @ raw
