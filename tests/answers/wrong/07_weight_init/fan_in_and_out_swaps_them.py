# message: swapped
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    window = math.prod(shape[2:])
    return shape[0] * window, shape[1] * window
