# message: the start is missing
def zigzag_path(x, targets, start, rate, steps):
    w = start.copy()
    path = []
    for k in range(steps):
        i = k % len(x)
        w = w - rate * (w @ x[i] - targets[i]) * x[i]
        path.append(w)
    return np.array(path)
