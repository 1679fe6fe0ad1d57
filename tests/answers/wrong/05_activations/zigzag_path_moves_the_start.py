# message: zigzag_path changed its argument start
def zigzag_path(x, targets, start, rate, steps):
    w = start
    path = [w.copy()]
    for k in range(steps):
        i = k % len(x)
        w -= rate * (w @ x[i] - targets[i]) * x[i]
        path.append(w.copy())
    return np.array(path)
