# message: only the training rows came back
def standardize_all(x, is_train):
    t = x[is_train]
    return (t - t.mean(axis=0)) / t.std(axis=0)
