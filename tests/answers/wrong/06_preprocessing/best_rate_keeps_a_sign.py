# message: this one has a sign
def best_rate(x):
    eigenvalues = np.linalg.eigvalsh(x.T @ x / len(x))
    rate = 2 / (eigenvalues[-1] + eigenvalues[0])
    return rate, 1 - rate * eigenvalues[-1]
