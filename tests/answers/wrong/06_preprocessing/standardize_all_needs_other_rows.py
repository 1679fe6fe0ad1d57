# message: standardize_all where every row is for training
def standardize_all(x, is_train):
    mean, std = x[is_train].mean(axis=0), x[is_train].std(axis=0)
    out = np.empty_like(x)
    for mask in (is_train, ~is_train):
        shift = x[mask].mean(axis=0) - mean
        out[mask] = (x[mask] - x[mask].mean(axis=0) + shift) / std
    return out
