# message: OverflowError
def search_coefficients(grid, accuracy, target=2.0, tolerance=0.1):
    alpha, beta, gamma = np.meshgrid(grid, grid, grid, indexing="ij")
    cost = alpha * beta**2 * gamma**2
    small = np.minimum(np.minimum(alpha, beta), gamma) < 1
    scores = np.array(accuracy)
    scores[(np.abs(cost - target) > tolerance) | small] = -np.inf
    best = scores.max()
    if best == -np.inf:
        raise ValueError("nothing is allowed")
    place = np.where(scores == best, cost, np.inf).argmin()
    return tuple(float(values.ravel()[place]) for values in (alpha, beta, gamma))
