def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    d, w, r = np.exp(phi * np.log([alpha, beta, gamma]))
    return [d, w, r, (alpha * beta**2 * gamma**2) ** phi]
