# message: compound_scale(0.5
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    phi = int(phi)
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return depth, width, resolution, depth * width**2 * resolution**2
