# message: dead_units of one
def dead_units(outputs):
    outputs = np.squeeze(outputs)
    return (outputs == 0).all(axis=tuple(a for a in range(outputs.ndim) if a != 1))
