# message: the residual must use the weights of now
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    residuals = x @ start - targets
    for k in range(steps):
        i = k % len(x)
        path.append(path[-1] - rate * residuals[i] * x[i])
    return np.array(path)
