# message: the cost is missing
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    depth, width, resolution = alpha**phi, beta**phi, gamma**phi
    return depth, width, resolution
