# message: the mask is ignored
def standardize_all(x, is_train):
    first = x[: is_train.sum()]
    return (x - first.mean(axis=0)) / first.std(axis=0)
