# message: each example serves several steps
def zigzag_path(x, targets, start, rate, steps):
    w = np.array(start, float)
    path = [w]
    for k in range(steps):
        i = min(k * len(x) // max(steps, 1), len(x) - 1)
        w = w - rate * (x[i] @ w - targets[i]) * x[i]
        path.append(w)
    return np.array(path)
