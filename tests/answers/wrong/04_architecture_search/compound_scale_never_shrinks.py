# message: factors below 1 are right then
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = (max(1.0, x**phi) for x in (alpha, beta, gamma))
    return d, w, r, d * w**2 * r**2
