# message: exact_walk_gain(21, "relu")
def exact_walk_gain(width, nonlinearity):
    psi = lambda v: float(torch.digamma(torch.tensor(v, dtype=torch.float64)))
    if nonlinearity == "linear":
        mean = psi(width / 2)
    else:
        total = 2**width - 1
        k = np.arange(1, width + 1)
        p = (
            np.exp(-2 * (k - width / 2) ** 2 / width)
            if width > 20
            else np.array([math.comb(width, int(i)) for i in k], float)
        )
        p /= p.sum()
        mean = sum(a * psi(b / 2) for a, b in zip(p, k))
    mean += math.log(2)
    return math.exp(-0.5 * (mean - math.log(width)))
