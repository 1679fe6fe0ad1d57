# message: a unit is a column
def dead_units(outputs):
    return (outputs == 0).all(axis=1)
