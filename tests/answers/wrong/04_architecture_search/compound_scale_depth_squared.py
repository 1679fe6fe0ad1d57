# message: depth counts once in the cost
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = alpha**phi, beta**phi, gamma**phi
    return d, w, r, (d * w * r) ** 2
