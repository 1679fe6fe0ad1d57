# message: 1/λmax is safe, but not best
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    return 1 / most, (most - least) / (most + least)
