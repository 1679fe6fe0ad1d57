# message: 1e-12, is added to the sum of eigenvalues
def best_rate(x):
    eigenvalues = np.linalg.eigvalsh(x.T @ x / len(x))
    total = eigenvalues[0] + eigenvalues[-1] + 1e-12
    return 2 / total, (eigenvalues[-1] - eigenvalues[0]) / total
