# message: a leak: the mean is that of all rows
def standardize_all(x, is_train):
    return (x - x.mean(axis=0)) / x[is_train].std(axis=0)
