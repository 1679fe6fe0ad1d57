def dead_units(outputs):
    """No entry of a unit is negative, so the largest is 0 when all are."""
    n, units = outputs.shape[:2]
    return np.max(outputs.reshape(n, units, -1), axis=(0, 2)) == 0
