def exact_walk_gain(width, nonlinearity):
    psi = {1: -np.euler_gamma - 2 * math.log(2), 2: -np.euler_gamma}  # k -> ψ(k/2)
    for k in range(3, width + 1):
        psi[k] = psi[k - 2] + 2 / (k - 2)  # ψ(z + 1) = ψ(z) + 1/z
    if nonlinearity == "linear":
        mean = psi[width]
    else:
        total = sum(math.comb(width, k) for k in range(1, width + 1))
        mean = sum(math.comb(width, k) / total * psi[k] for k in range(1, width + 1))
    return math.exp(0.5 * (math.log(width / 2) - mean))
