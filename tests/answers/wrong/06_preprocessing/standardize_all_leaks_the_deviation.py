# message: a leak: the deviation is that of all rows
def standardize_all(x, is_train):
    return (x - x[is_train].mean(axis=0)) / x.std(axis=0)
