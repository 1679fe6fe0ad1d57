# message: only some examples are looked at
def dead_units(outputs):
    axes = (0,) + tuple(range(2, outputs.ndim))
    return outputs[:256].sum(axis=axes) == 0
