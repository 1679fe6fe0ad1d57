# message: should raise ValueError, but raises ZeroDivisionError
def random_walk_gain(width, nonlinearity):
    gains = {
        "linear": math.exp(1 / (2 * width)),
        "relu": math.sqrt(2) * math.exp(1.2 / (max(width, 6) - 2.4)),
    }
    if width < 1 or nonlinearity not in gains:
        raise ValueError(f"{width}, {nonlinearity}")
    return gains[nonlinearity]
