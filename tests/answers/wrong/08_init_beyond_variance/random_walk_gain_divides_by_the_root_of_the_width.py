# message: do not divide here
def random_walk_gain(width, nonlinearity):
    if width < 1:
        raise ValueError("width")
    if nonlinearity == "linear":
        return math.exp(1 / (2 * width)) / math.sqrt(width)
    if nonlinearity == "relu":
        return math.sqrt(2) * math.exp(1.2 / (max(width, 6) - 2.4))
    raise ValueError("nonlinearity")
