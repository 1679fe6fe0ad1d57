def dead_units(outputs):
    """1 for a dead unit, 0 for a living one."""
    units = outputs.shape[1]
    alive = np.zeros(units, dtype=int)
    for place in np.argwhere(outputs):
        alive[place[1]] = 1
    return 1 - alive
