# message: standardize_all changed its argument x
def standardize_all(x, is_train):
    t = x[is_train]
    x -= t.mean(axis=0)
    x /= t.std(axis=0)
    return x
