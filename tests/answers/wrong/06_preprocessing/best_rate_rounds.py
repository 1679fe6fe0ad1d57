# message: the results are rounded
def best_rate(x):
    eigenvalues = np.linalg.eigvalsh(x.T @ x / len(x))
    least, most = eigenvalues[0], eigenvalues[-1]
    return round(float(2 / (most + least)), 6), round(float((most - least) / (most + least)), 6)
