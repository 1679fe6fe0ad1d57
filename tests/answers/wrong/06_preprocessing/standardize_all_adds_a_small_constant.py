# message: 1e-08, is added to the deviation
def standardize_all(x, is_train):
    train = x[is_train]
    return (x - train.mean(axis=0)) / (train.std(axis=0) + 1e-8)
