# message: this is full-batch descent
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for _ in range(steps):
        w = path[-1]
        gradient = x.T @ (x @ w - targets) / len(x)
        path.append(w - rate * gradient)
    return np.array(path)
