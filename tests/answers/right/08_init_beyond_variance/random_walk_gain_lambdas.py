GAINS = {
    "linear": lambda n: np.exp(np.array(0.5) / n),
    "relu": lambda n: np.exp(np.array(np.log(2) / 2 + 6 / (5 * max(n, 6) - 12))),
}


def random_walk_gain(width, nonlinearity):
    try:
        gain = GAINS[nonlinearity]
    except KeyError:
        raise ValueError(f"unknown: {nonlinearity}") from None
    if not width > 0:
        raise ValueError(f"width {width}")
    return gain(float(width))
