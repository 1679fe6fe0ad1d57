# message: N is the number of rows of x
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for k in range(steps):
        i = k % x.shape[1]
        path.append(path[-1] - rate * (path[-1] @ x[i] - targets[i]) * x[i])
    return np.array(path)
