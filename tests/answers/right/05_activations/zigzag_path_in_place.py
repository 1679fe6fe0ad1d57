def zigzag_path(x, targets, start, rate, steps):
    """One working copy of the weights, written into a table that was made beforehand."""
    w = start.astype(np.float64).copy()
    table = np.empty((steps + 1, 2))
    table[0] = w
    n = len(targets)
    for k in range(steps):
        i = k % n
        w -= rate * (np.dot(x[i], w) - targets[i]) * x[i]
        table[k + 1] = w
    return table
