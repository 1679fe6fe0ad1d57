# message: not the last one over and over
def zigzag_path(x, targets, start, rate, steps):
    w = np.asarray(start, dtype=float)
    path = [w]
    for k in range(steps):
        i = min(k, len(x) - 1)
        w = w - rate * (x[i] @ w - targets[i]) * x[i]
        path.append(w)
    return np.array(path)
