def dead_units(outputs):
    return np.array([not np.any(np.take(outputs, c, axis=1)) for c in range(outputs.shape[1])])
