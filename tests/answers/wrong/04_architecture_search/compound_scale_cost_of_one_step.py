# message: the cost grows with φ as well
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return depth, width, resolution, alpha * beta**2 * gamma**2
