def compound_scale(phi: float, alpha: float = 1.2, beta: float = 1.1, gamma: float = 1.15) -> np.ndarray:
    factors = np.power([alpha, beta, gamma], float(phi))
    return np.append(factors, np.prod(factors ** [1, 2, 2]))
