# message: std counts once
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    return raw, bias - (mean / std) @ raw
