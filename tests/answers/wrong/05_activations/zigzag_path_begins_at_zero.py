# message: the path starts at zero
def zigzag_path(x, targets, start, rate, steps):
    path = np.zeros((steps + 1, 2))
    for k in range(steps):
        i = k % len(x)
        path[k + 1] = path[k] - rate * (path[k] @ x[i] - targets[i]) * x[i]
    return path
