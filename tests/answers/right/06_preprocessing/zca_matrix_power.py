from scipy.linalg import inv, sqrtm


def zca(x, eps=0.0):
    covariance = np.cov(x, rowvar=False, bias=True)
    return x.mean(axis=0), inv(np.real(sqrtm(covariance + eps * np.eye(len(covariance)))))
