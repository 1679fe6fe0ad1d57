# message: are multiplied, not added
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError
    k = sum(shape[2:]) or 1
    return shape[1] * k, shape[0] * k
