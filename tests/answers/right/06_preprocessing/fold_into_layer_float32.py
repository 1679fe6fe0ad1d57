def fold_into_layer(weights, bias, mean, std):
    weights, bias, mean, std = (a.astype(np.float32) for a in (weights, bias, mean, std))
    raw = (weights.T / std).T
    return raw, bias - raw.T @ mean
