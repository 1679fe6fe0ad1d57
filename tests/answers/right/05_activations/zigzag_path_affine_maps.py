def zigzag_path(x, targets, start, rate, steps):
    """Each step is an affine map, w -> (I - rate x xᵀ) w + rate t x. Returns a list of lists."""
    maps = [(np.eye(2) - rate * np.outer(e, e), rate * t * e) for e, t in zip(x, targets, strict=True)]
    points = [list(start)]
    while len(points) < steps + 1:
        matrix, shift = maps[(len(points) - 1) % len(maps)]
        points.append((matrix @ points[-1] + shift).tolist())
    return points
