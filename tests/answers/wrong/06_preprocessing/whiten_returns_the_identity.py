# message: the covariance of (x - mean) @ matrix
def whiten(x, eps=0.0):
    return x.mean(axis=0), np.eye(x.shape[1])
