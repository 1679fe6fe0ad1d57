# message: this output is small but not 0
def dead_units(outputs):
    flat = np.moveaxis(outputs, 1, 0).reshape(outputs.shape[1], -1)
    return np.sum(flat, axis=1) < 1e-20
