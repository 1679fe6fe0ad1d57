# message: best_rate of 4 features
def best_rate(x):
    h = x[:, :2].T @ x[:, :2] / len(x)
    most, least = h.trace() / 2 + np.array([1, -1]) * np.sqrt((h.trace() / 2) ** 2 - np.linalg.det(h))
    return 2 / (most + least), (most - least) / (most + least)
