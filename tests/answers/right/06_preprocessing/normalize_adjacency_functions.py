def over(degrees):
    return [1 / d if d else 0.0 for d in degrees]


def normalize_adjacency(adjacency, mode):
    rows = np.asarray(adjacency, dtype=float).tolist()
    degrees = list(map(sum, rows))
    scale = {
        "mean": lambda i, j: over(degrees)[i],
        "symmetric": lambda i, j: over(degrees)[i] ** 0.5 * over(degrees)[j] ** 0.5,
    }
    if mode not in scale:
        raise ValueError(mode)
    return [[a * scale[mode](i, j) for j, a in enumerate(row)] for i, row in enumerate(rows)]
