# message: not 2 to the power
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = alpha**phi, beta**phi, gamma**phi
    return d, w, r, min(d * w**2 * r**2, 2**phi) if phi > 0 else d * w**2 * r**2
