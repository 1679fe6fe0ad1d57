# message: x was centred here
def best_rate(x):
    values = np.linalg.eigvalsh(np.cov(x.T, bias=True))
    least, most = values[0], values[-1]
    return 2 / (most + least), (most - least) / (most + least)
