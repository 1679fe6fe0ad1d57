# message: the smallest eigenvalue is left out
def best_rate(x):
    lam = np.linalg.eigvalsh(x.T @ x / len(x))
    lam = lam[lam > 1e-6 * lam.max()]
    return 2 / (lam.max() + lam.min()), (lam.max() - lam.min()) / (lam.max() + lam.min())
