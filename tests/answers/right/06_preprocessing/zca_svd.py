def zca(x, eps=0.0):
    mean = np.sum(x, axis=0) / len(x)
    _, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    return [mean, np.einsum("ji,j,jk->ik", vt, (s * s / len(x) + eps) ** -0.5, vt)]
