# message: Integers to negative integer powers
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = np.array([alpha, beta, gamma]) ** phi
    return depth, width, resolution, depth * width**2 * resolution**2
