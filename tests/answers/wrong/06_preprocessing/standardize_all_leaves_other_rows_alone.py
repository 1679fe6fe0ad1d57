# message: the other rows are as they were
def standardize_all(x, is_train):
    z = x.copy()
    t = x[is_train]
    z[is_train] = (t - t.mean(axis=0)) / t.std(axis=0)
    return z
