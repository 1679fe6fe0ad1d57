# message: standardize_all(x, is_train) is not what it should be
def standardize_all(x, is_train):
    t = x[: is_train.sum()]
    return (x - t.mean(axis=0)) / t.std(axis=0)
