# message: these are singular values
def pca_rotate(x):
    c = x - x.mean(axis=0)
    _, s, vt = np.linalg.svd(c, full_matrices=False)
    return c @ vt.T, vt.T, s
