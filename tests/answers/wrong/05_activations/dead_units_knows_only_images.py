# message: axis 2 is out of bounds for array of dimension 2
def dead_units(outputs):
    return (outputs == 0).all(axis=(0, 2, 3))
