# message: the factor needs κ of H
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    kappa = np.linalg.cond(x)
    return 2 / (most + least), (kappa - 1) / (kappa + 1)
