# message: the bias needs a change, too
def fold_into_layer(weights, bias, mean, std):
    return weights / std[:, None], bias
