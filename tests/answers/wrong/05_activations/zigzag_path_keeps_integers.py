# message: kept in integers
def zigzag_path(x, targets, start, rate, steps):
    path = np.zeros((steps + 1, 2), dtype=start.dtype)
    path[0] = start
    for k in range(steps):
        i = k % len(x)
        path[k + 1] = path[k] - rate * (path[k] @ x[i] - targets[i]) * x[i]
    return path
