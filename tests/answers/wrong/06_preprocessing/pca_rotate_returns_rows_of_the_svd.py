# message: transpose (np.linalg.svd gives Vᵀ)
def pca_rotate(x):
    c = x - x.mean(axis=0)
    _, s, vt = np.linalg.svd(c, full_matrices=False)
    return c @ vt.T, vt, s**2 / len(x)
