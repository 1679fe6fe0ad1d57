# message: the order turns back
def zigzag_path(x, targets, start, rate, steps):
    w, n = np.array(start, float), len(x)
    path = [w]
    order = list(range(n)) + list(range(n - 1, -1, -1))
    for k in range(steps):
        i = order[k % len(order)]
        w = w - rate * (x[i] @ w - targets[i]) * x[i]
        path.append(w)
    return np.array(path)
