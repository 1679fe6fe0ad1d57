# message: the weights are rounded
def zigzag_path(x, targets, start, rate, steps):
    """Return the weights visited by single-example gradient descent on ½(w·x - t)².

    x: (N, 2) inputs. targets: (N,). start: (2,) first weights. Each may hold integers
    or floats; none is changed.
    rate: learning rate. steps: how many steps to take, at least 0.
    Step k (counted from 0) uses example k mod N only.
    Returns an array of shape (steps + 1, 2): the start, then the weights after each
    step.
    """
    path = [np.array(start, dtype=float)]
    for k in range(steps):
        example, target = x[k % len(x)], targets[k % len(x)]
        path.append(path[-1] - rate * (path[-1] @ example - target) * example)
    return np.round(np.stack(path), 6)
