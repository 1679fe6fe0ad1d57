# message: best_rate of 4 features
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    return 2 / np.trace(h), (most - least) / (most + least)
