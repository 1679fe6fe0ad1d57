# message: this output is small but not 0
def dead_units(outputs):
    alive = outputs > np.finfo(np.float32).tiny
    return ~alive.any(axis=(0, *range(2, outputs.ndim)))
