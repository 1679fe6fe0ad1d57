def whiten(x, eps=0.0):
    _, directions, variances = pca_rotate(x)
    return np.mean(x, axis=0), directions / np.sqrt(np.clip(variances, 0, None) + eps)
