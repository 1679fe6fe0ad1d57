# message: the units are the C channels
def dead_units(outputs):
    flat = outputs.reshape(len(outputs), -1)
    return (flat == 0).all(axis=0)
