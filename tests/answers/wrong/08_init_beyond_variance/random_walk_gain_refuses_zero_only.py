# message: random_walk_gain(-2, 'linear') should raise ValueError
def random_walk_gain(width, nonlinearity):
    if width == 0 or nonlinearity not in ("linear", "relu"):
        raise ValueError(f"{width}, {nonlinearity}")
    if nonlinearity == "linear":
        return math.exp(1 / (2 * width))
    return math.sqrt(2) * math.exp(1.2 / (max(width, 6) - 2.4))
