# message: fold_into_layer changed its argument bias
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    bias -= mean @ raw
    return raw, bias
