# message: reshape does not swap axes
def dead_units(outputs):
    flat = outputs.reshape(-1, outputs.shape[1])
    return (flat == 0).all(axis=0)
