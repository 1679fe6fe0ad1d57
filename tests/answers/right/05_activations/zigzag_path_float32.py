def zigzag_path(x, targets, start, rate, steps):
    x, targets = np.asarray(x, np.float32), np.asarray(targets, np.float32)
    path = np.empty((steps + 1, 2), np.float32)
    path[0] = start
    for k in range(steps):
        n = k % len(x)
        path[k + 1] = path[k] - np.float32(rate) * (path[k] @ x[n] - targets[n]) * x[n]
    return path
