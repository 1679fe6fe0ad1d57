# message: rate is not used
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for k in range(steps):
        i = k % len(x)
        path.append(path[-1] - (path[-1] @ x[i] - targets[i]) * x[i])
    return np.array(path)
