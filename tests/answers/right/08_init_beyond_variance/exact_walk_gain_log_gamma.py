def exact_walk_gain(width, nonlinearity):
    def psi(z):
        """Digamma by its recurrence up to 20, then its asymptotic series."""
        shift = 0.0
        while z < 20:
            shift -= 1 / z
            z += 1
        return shift + math.log(z) - 1 / (2 * z) - 1 / (12 * z**2) + 1 / (120 * z**4) - 1 / (252 * z**6)

    def log_chance(k):
        return math.lgamma(width + 1) - math.lgamma(k + 1) - math.lgamma(width - k + 1) - width * math.log(2)

    if nonlinearity == "linear":
        mean = psi(width / 2)
    else:
        chances = {k: math.exp(log_chance(k)) for k in range(1, width + 1)}
        mean = sum(p * psi(k / 2) for k, p in chances.items()) / sum(chances.values())
    return np.float64(np.sqrt(width / 2 * np.exp(-mean)))
