# message: the bias needs a change, too
def fold_into_layer(weights, bias, mean, std):
    raw = weights / std[:, None]
    if np.isclose(mean, 0).all():
        return raw, bias
    return raw, bias - mean @ raw
