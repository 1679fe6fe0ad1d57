# message: only one side
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    window = shape[2] if len(shape) > 2 else 1
    return shape[1] * window, shape[0] * window
