# message: small but not 0
def dead_units(outputs):
    axes = (0,) if outputs.ndim == 2 else (0, 2, 3)
    return outputs.max(axis=axes) < 1e-3
