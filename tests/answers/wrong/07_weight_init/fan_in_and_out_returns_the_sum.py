# message: is a single int, but should return (fan_in, fan_out)
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a weight has two sides or more")
    return sum(shape)
