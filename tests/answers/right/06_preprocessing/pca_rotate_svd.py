def pca_rotate(x):
    centred = x - x.mean(axis=0)
    u, s, vt = np.linalg.svd(centred, full_matrices=False)
    return u * s, vt.T, s**2 / len(x)
