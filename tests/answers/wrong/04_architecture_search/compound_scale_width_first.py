# message: the order is depth, width, resolution, cost
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return width, depth, resolution, depth * width**2 * resolution**2
