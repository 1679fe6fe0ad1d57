# message: all rows are one and the same array
def zigzag_path(x, targets, start, rate, steps):
    w = np.array(start)
    path = [w]
    for k in range(steps):
        i = k % len(x)
        w -= rate * (w @ x[i] - targets[i]) * x[i]
        path.append(w)
    return np.array(path)
