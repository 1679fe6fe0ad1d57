# message: these are the variances of the features
def pca_rotate(x):
    c = x - x.mean(axis=0)
    order = np.argsort(c.var(axis=0))[::-1]
    return c[:, order], np.eye(x.shape[1])[:, order], c.var(axis=0)[order]
