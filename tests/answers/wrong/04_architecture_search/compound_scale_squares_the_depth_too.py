# message: compound_scale(1) is not what it should be
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return depth, width, resolution, depth**2 * width**2 * resolution**2
