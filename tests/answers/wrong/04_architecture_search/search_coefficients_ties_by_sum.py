# message: is cheaper than gamma = 2, by little
def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    grid, accuracy = np.asarray(grid, dtype=float), np.asarray(accuracy, dtype=float)
    alpha, beta, gamma = np.meshgrid(grid, grid, grid, indexing="ij")
    cost = alpha * beta**2 * gamma**2
    allowed = (np.abs(cost - target) <= tolerance) & (np.minimum(np.minimum(alpha, beta), gamma) >= 1)
    scores = np.where(allowed, accuracy, -np.inf)
    best = scores.max()
    if best == -np.inf:
        raise ValueError(f"no trained triple of the grid costs {target} ± {tolerance}")
    place = np.where(scores == best, alpha + beta + gamma, np.inf).argmin()
    return tuple(float(values.ravel()[place]) for values in (alpha, beta, gamma))
