# message: the two are swapped
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    return (most - least) / (most + least), 2 / (most + least)
