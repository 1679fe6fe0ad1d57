from itertools import cycle, islice


def zigzag_path(x, targets, start, rate, steps):
    def visited():
        w = tuple(float(value) for value in start)
        yield w
        for example, t in islice(cycle(zip(x, targets, strict=True)), steps):
            residual = w[0] * example[0] + w[1] * example[1] - t
            w = tuple(value - rate * residual * e for value, e in zip(w, example, strict=True))
            yield w

    return np.array(list(visited()))
