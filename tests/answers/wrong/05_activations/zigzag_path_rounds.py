# message: the weights are rounded
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start, dtype=float)]
    for k in range(steps):
        example, target = x[k % len(x)], targets[k % len(x)]
        path.append(path[-1] - rate * (path[-1] @ example - target) * example)
    return np.round(np.stack(path), 6)
