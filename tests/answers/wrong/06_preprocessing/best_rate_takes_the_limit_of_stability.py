# message: 2/λmax is the limit of stability
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    return 2 / most, (most - least) / (most + least)
