# message: take the examples in turn
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for _ in range(steps):
        w = path[-1]
        path.append(w - rate * (w @ x[0] - targets[0]) * x[0])
    return np.array(path)
