def pca_rotate(x):
    """The full SVD, whose left part holds the rotated data already."""
    u, s, vt = np.linalg.svd(x - x.mean(axis=0))
    return u[:, : len(s)] * s, vt.T, s**2 / len(x)
