def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    best = None
    for i, a in enumerate(grid):
        for j, b in enumerate(grid):
            for k, c in enumerate(grid):
                cost = a * b * b * c * c
                if min(a, b, c) < 1 or abs(cost - target) > tolerance or accuracy[i][j][k] == -math.inf:
                    continue
                key = (accuracy[i][j][k], -cost)
                if best is None or key > best[0]:
                    best = (key, (float(a), float(b), float(c)))
    if best is None:
        raise ValueError("nothing is allowed")
    return best[1]
