# message: the rows of x, not of its columns
def best_rate(x):
    lam = np.linalg.eigvalsh(x.T @ x / x.shape[1])
    return 2 / (lam[0] + lam[-1]), (lam[-1] - lam[0]) / (lam[-1] + lam[0])
