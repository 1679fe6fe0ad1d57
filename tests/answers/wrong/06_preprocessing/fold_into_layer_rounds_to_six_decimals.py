# message: raw_weights of fold_into_layer for std = [3e6, 2e7, 5e6]
def fold_into_layer(weights, bias, mean, std):
    raw_weights = np.round(weights / std[:, None], 6)
    return raw_weights, bias - mean @ raw_weights
