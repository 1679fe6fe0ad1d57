# message: ½ and the 2 of the square cancel
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for k in range(steps):
        i = k % len(x)
        path.append(path[-1] - rate * 2 * (path[-1] @ x[i] - targets[i]) * x[i])
    return np.array(path)
