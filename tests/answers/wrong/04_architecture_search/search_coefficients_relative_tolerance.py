# message: not a share of the target
def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    best, found = None, None
    for i, a in enumerate(grid):
        for j, b in enumerate(grid):
            for k, c in enumerate(grid):
                cost = a * b**2 * c**2
                if (
                    min(a, b, c) < 1
                    or abs(cost - target) / target > tolerance
                    or accuracy[i, j, k] == -np.inf
                ):
                    continue
                if best is None or (accuracy[i, j, k], -cost) > best:
                    best, found = (accuracy[i, j, k], -cost), (a, b, c)
    if found is None:
        raise ValueError("no triple is allowed")
    return found
