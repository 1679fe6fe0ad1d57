# message: the target was cut to an integer
def zigzag_path(x, targets, start, rate, steps):
    targets = np.asarray(targets).astype(x.dtype)
    path = [np.array(start, dtype=float)]
    for k in range(steps):
        i = k % len(x)
        path.append(path[-1] - rate * (path[-1] @ x[i] - targets[i]) * x[i])
    return np.array(path)
