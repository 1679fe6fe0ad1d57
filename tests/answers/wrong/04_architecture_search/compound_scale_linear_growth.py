# message: φ is an exponent; growth by the same number
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = (1 + (x - 1) * phi for x in (alpha, beta, gamma))
    return d, w, r, d * w**2 * r**2
