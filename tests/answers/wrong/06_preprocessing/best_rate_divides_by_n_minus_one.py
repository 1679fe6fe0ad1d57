# message: divide by N, not by N - 1
def best_rate(x):
    eigenvalues = np.linalg.eigvalsh(x.T @ x / (len(x) - 1))
    least, most = eigenvalues[0], eigenvalues[-1]
    return 2 / (most + least), (most - least) / (most + least)
