# message: it was cut to an integer
def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = alpha ** int(phi), beta ** int(phi), gamma ** int(phi)
    return d, w, r, d * w**2 * r**2
