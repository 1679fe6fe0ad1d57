# message: a small residual makes a step like any other
def zigzag_path(x, targets, start, rate, steps):
    w = np.array(start, dtype=float)
    path = [w.copy()]
    for k in range(steps):
        a, t = x[k % len(x)], targets[k % len(x)]
        r = a @ w - t
        if abs(r) < 1e-2:
            path.append(w.copy())
            continue
        w -= rate * r * a
        path.append(w.copy())
    return np.array(path)
