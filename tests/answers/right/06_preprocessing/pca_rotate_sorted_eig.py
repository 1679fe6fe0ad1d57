def pca_rotate(x):
    """Sorted by hand; variances measured on the rotated data; signs so that each column's sum is positive."""
    centred = x - np.mean(x, axis=0, keepdims=True)
    _, vectors = np.linalg.eigh(np.cov(x, rowvar=False, bias=True))
    signs = np.where(vectors.sum(axis=0) < 0, -1.0, 1.0)
    rotated = centred @ (vectors * signs)
    order = np.argsort(-rotated.var(axis=0))
    return [rotated[:, order], (vectors * signs)[:, order], rotated.var(axis=0)[order]]
