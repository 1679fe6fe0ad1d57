# message: these are the units that are alive
def dead_units(outputs):
    axes = (0,) if outputs.ndim == 2 else (0, 2, 3)
    return (outputs > 0).any(axis=axes)
