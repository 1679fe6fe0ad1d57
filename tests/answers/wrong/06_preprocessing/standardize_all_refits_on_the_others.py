# message: a refit: the other rows were standardised with statistics of their own
def standardize_all(x, is_train):
    z = np.empty_like(x)
    for part in (is_train, ~is_train):
        z[part] = (x[part] - x[part].mean(axis=0)) / x[part].std(axis=0)
    return z
