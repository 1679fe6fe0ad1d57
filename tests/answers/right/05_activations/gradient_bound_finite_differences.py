def gradient_bound(depth, weight=1.0):
    def sig(v):
        return 1 / (1 + np.exp(-v))

    h = 1e-4
    steepest = (sig(h) - sig(-h)) / (2 * h)
    bound = 1.0
    while depth > 0:
        bound *= steepest * abs(weight)
        depth -= 1
    return bound
