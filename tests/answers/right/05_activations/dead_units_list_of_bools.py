def dead_units(outputs):
    by_unit = np.swapaxes(outputs, 0, 1)
    return [not np.any(unit) for unit in by_unit]
