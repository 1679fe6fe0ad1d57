# message: matrix of zca(x) is not
def zca(x, eps=0.0):
    return x.mean(axis=0), np.diag(1 / np.sqrt(x.var(axis=0) + eps))
