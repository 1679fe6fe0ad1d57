def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    found = []
    for place in itertools.product(range(len(grid)), repeat=3):
        alpha, beta, gamma = (grid[i] for i in place)
        cost = alpha * (beta * gamma) ** 2
        fits = target - tolerance <= cost <= target + tolerance and np.isfinite(accuracy[place])
        if fits and all(value >= 1 for value in (alpha, beta, gamma)):
            found.append((accuracy[place], cost, alpha, beta, gamma))
    if not found:
        raise ValueError(f"no triple costs about {target}")
    found.sort(key=lambda row: (-row[0], row[1]))
    return np.array(found[0][2:])
