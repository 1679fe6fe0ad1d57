from itertools import accumulate


def zigzag_path(x, targets, start, rate, steps):
    def step(w, k):
        i = k % x.shape[0]
        return np.subtract(w, rate * (np.inner(w, x[i]) - targets[i]) * x[i])

    return tuple(accumulate(range(steps), step, initial=np.copy(start)))
