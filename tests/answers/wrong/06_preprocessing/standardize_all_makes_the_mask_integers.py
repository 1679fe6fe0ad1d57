# message: which pick rows 0 and 1 again and again
def standardize_all(x, is_train):
    idx = is_train.astype(int)
    m, s = x[idx].mean(0), x[idx].std(0)
    return (x - m) / s
