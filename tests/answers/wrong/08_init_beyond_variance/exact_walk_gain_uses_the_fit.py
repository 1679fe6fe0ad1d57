# message: this is the paper's approximation
def exact_walk_gain(width, nonlinearity):
    return random_walk_gain(width, nonlinearity)
