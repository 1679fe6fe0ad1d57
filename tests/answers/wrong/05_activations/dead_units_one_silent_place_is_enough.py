# message: here one place wakes it once
def dead_units(outputs):
    silent = (outputs == 0).all(axis=0)
    return silent if silent.ndim == 1 else silent.any(axis=(1, 2))
