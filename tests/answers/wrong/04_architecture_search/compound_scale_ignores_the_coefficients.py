# message: the given coefficients are not used
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = 1.2**phi, 1.1**phi, 1.15**phi
    return depth, width, resolution, depth * width**2 * resolution**2
