# message: channels are axis 1
def dead_units(outputs):
    return (outputs == 0).all(axis=tuple(range(outputs.ndim - 1)))
