# message: the window is missing
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    return shape[1], shape[0]
