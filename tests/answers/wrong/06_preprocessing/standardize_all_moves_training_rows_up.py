# message: the order has changed
def standardize_all(x, is_train):
    t = x[is_train]
    both = np.concatenate([t, x[~is_train]])
    return (both - t.mean(axis=0)) / t.std(axis=0)
