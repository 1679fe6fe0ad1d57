# message: 1e-08, is added to std
def fold_into_layer(weights, bias, mean, std):
    raw_weights = weights / (std[:, np.newaxis] + 1e-8)
    return raw_weights, bias - mean @ raw_weights
