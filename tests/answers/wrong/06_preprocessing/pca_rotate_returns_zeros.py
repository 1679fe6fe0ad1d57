# message: variances of pca_rotate(x) is not what it should be
def pca_rotate(x):
    d = x.shape[1]
    return np.zeros_like(x), np.eye(d), np.zeros(d)
