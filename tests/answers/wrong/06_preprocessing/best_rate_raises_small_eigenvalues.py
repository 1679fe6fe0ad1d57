# message: eigenvalues below 1e-12 are raised to it
def best_rate(x):
    lam = np.maximum(np.linalg.eigvalsh(x.T @ x / len(x)), 1e-12)
    rate = 2 / (lam[0] + lam[-1])
    return rate, 1 - rate * lam[0]
