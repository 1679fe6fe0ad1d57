# message: the coefficients are positive, and may be below 1
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    alpha, beta, gamma = max(alpha, 1), max(beta, 1), max(gamma, 1)
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return depth, width, resolution, depth * width**2 * resolution**2
