# message: out of bounds
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for k in range(steps):
        path.append(path[-1] - rate * (path[-1] @ x[k] - targets[k]) * x[k])
    return np.array(path)
