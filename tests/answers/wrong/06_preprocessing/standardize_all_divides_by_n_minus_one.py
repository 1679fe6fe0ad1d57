# message: ddof=0
def standardize_all(x, is_train):
    t = x[is_train]
    return (x - t.mean(axis=0)) / t.std(axis=0, ddof=1)
