# message: for (N, C, H, W) the units are the C channels
def dead_units(outputs):
    return (outputs == 0).all(axis=0)
