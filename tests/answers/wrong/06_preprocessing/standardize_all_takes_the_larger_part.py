# message: the statistics are those of the rows that are not for training
def standardize_all(x, is_train):
    t = x[~is_train] if is_train.sum() < len(x) / 2 else x[is_train]
    return (x - t.mean(0)) / t.std(0)
