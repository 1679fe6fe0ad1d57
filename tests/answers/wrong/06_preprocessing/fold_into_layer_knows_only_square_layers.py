# message: fold_into_layer for 5 inputs
def fold_into_layer(weights, bias, mean, std):
    raw = (weights.T / std).T if len(std) == len(bias) else weights
    return raw, bias - mean @ raw
