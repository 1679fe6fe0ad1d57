# message: this output is small but not 0
def dead_units(outputs):
    if outputs.ndim == 4:
        outputs = outputs.mean(axis=(2, 3)).round(12)
    return (outputs == 0).all(axis=0)
