# message: the last point is missing
def zigzag_path(x, targets, start, rate, steps):
    path = np.zeros((steps, 2))
    path[0] = start
    for k in range(steps - 1):
        i = k % len(x)
        path[k + 1] = path[k] - rate * (path[k] @ x[i] - targets[i]) * x[i]
    return path
