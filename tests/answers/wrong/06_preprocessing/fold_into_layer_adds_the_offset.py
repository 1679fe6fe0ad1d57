# message: the offset is subtracted, not added
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    return raw, bias + mean @ raw
