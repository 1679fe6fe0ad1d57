# message: a small constant, 0.001, is added
def standardize_all(x, is_train):
    t = x[is_train]
    return (x - t.mean(0)) / (t.std(0) + 1e-3)
