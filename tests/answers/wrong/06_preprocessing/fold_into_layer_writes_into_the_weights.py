# message: fold_into_layer changed its argument weights
def fold_into_layer(weights, bias, mean, std):
    weights /= std[:, None]
    return weights, bias - mean @ weights
