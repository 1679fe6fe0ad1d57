# message: should raise ValueError
def fan_in_and_out(shape):
    window = math.prod(shape[2:])
    fan_in = shape[1] if len(shape) > 1 else 1
    return fan_in * window, (shape[0] if shape else 1) * window
