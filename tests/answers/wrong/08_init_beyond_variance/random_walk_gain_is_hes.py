# message: the correction for finite width is missing
def random_walk_gain(width, nonlinearity):
    if width < 1:
        raise ValueError("width")
    if nonlinearity == "linear":
        return math.exp(1 / (2 * width))
    if nonlinearity == "relu":
        return math.sqrt(2)
    raise ValueError("nonlinearity")
