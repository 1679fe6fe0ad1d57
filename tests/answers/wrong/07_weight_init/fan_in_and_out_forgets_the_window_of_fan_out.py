# message: the fan-out needs the window too
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    return shape[1] * math.prod(shape[2:]), shape[0]
