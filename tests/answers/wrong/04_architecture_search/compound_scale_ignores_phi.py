# message: φ is not used
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = alpha, beta, gamma
    return depth, width, resolution, depth * width**2 * resolution**2
