# message: np.prod of an empty tuple is 1.0
def fan_in_and_out(shape):
    if len(shape) < 2:
        raise ValueError("a bias has no fans")
    window = np.prod(shape[2:])
    return shape[1] * window, shape[0] * window
