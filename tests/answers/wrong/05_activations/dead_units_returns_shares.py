# message: this is the share of zeros of each unit
def dead_units(outputs):
    axes = (0,) if outputs.ndim == 2 else (0, 2, 3)
    return (outputs == 0).mean(axis=axes)
