# message: this output is small but not 0
def dead_units(outputs):
    axes = (0,) + tuple(range(2, outputs.ndim))
    return (outputs**2).sum(axis=axes) == 0
