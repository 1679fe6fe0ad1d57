# message: changed its argument outputs
def dead_units(outputs):
    outputs[outputs > 0] = 1
    axes = (0,) + tuple(range(2, outputs.ndim))
    return outputs.sum(axis=axes) == 0
