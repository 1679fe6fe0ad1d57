# message: the weights need a change, too
def fold_into_layer(weights, bias, mean, std):
    return weights, bias - mean / std @ weights
