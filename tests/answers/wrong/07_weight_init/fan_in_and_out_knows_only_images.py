# message: fan_in_and_out((5, 4, 3))
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    window = shape[2] * shape[3] if len(shape) == 4 else 1
    return shape[1] * window, shape[0] * window
