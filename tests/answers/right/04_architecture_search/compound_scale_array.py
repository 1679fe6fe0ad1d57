def compound_scale(phi, alpha=1.2, beta=1.1, gamma=1.15):
    factors = np.array([alpha, beta, gamma]) ** float(phi)
    return np.append(factors, np.prod(factors ** [1, 2, 2]))
