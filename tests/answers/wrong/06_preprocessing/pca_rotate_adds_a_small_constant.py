# message: 1e-08, is added to the covariance
def pca_rotate(x):
    centred = x - x.mean(axis=0)
    covariance = centred.T @ centred / len(x) + 1e-8 * np.eye(x.shape[1])
    variances, directions = np.linalg.eigh(covariance)
    variances, directions = variances[::-1], directions[:, ::-1]
    return centred @ directions, directions, variances
