# message: the second value is the condition number
def best_rate(x):
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    return 2 / (most + least), most / least
