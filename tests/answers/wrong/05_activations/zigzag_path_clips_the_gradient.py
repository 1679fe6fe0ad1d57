# message: clip nothing
def zigzag_path(x, targets, start, rate, steps):
    w = np.array(start, dtype=float)
    path = [w]
    for k in range(steps):
        i = k % len(x)
        g = (w @ x[i] - targets[i]) * x[i]
        n = np.linalg.norm(g)
        if n > 10:
            g = g * 10 / n
        w = w - rate * g
        path.append(w)
    return np.array(path)
