# message: best_rate
def best_rate(x):
    eigenvalues = np.linalg.eigvals(x.T @ x / len(x)).real
    least, most = eigenvalues[0], eigenvalues[-1]
    return 2 / (most + least), abs(most - least) / (most + least)
