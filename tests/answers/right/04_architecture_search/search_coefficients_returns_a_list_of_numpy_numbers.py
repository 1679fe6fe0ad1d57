def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    def cost(triple):
        alpha, beta, gamma = (grid[i] for i in triple)
        return alpha * beta**2 * gamma**2

    places = [tuple(place) for place in np.argwhere(np.asarray(accuracy) > -np.inf)]
    places = [p for p in places if abs(cost(p) - target) <= tolerance and min(grid[i] for i in p) >= 1]
    if not places:
        raise ValueError("no triple is left")
    best = max(places, key=lambda p: (accuracy[p], -cost(p)))
    return [grid[i] for i in best]
