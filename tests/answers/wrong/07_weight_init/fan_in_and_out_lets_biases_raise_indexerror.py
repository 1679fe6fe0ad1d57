# message: raises IndexError
def fan_in_and_out(shape):
    window = math.prod(shape[2:])
    return shape[1] * window, shape[0] * window
