# message: 1/λmax is safe, but not best
def best_rate(x):
    lam = np.linalg.eigvalsh(x.T @ x / len(x))
    return 1 / lam[-1], 1 - lam[0] / lam[-1]
