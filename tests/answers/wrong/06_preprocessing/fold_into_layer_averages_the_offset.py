# message: the offset must be added up
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    return raw, bias - (mean[:, None] * raw).mean(axis=0)
