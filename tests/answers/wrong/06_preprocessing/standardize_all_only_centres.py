# message: not divided by the deviation
def standardize_all(x, is_train):
    return x - x[is_train].mean(axis=0)
