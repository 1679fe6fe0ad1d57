# message: one pass over the examples
def zigzag_path(x, targets, start, rate, steps):
    path = [np.array(start)]
    for example, target in zip(x, targets):
        path.append(path[-1] - rate * (path[-1] @ example - target) * example)
    return np.array(path)
