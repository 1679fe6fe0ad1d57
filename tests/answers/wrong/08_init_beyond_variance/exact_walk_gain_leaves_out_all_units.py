# message: k = N is left out
def exact_walk_gain(width, nonlinearity):
    psi = lambda n: torch.digamma(torch.tensor(n / 2, dtype=torch.float64)).item()
    if nonlinearity == "linear":
        mean = psi(width)
    else:
        p = {k: math.comb(width, k) for k in range(1, width)} or {1: 1}
        mean = sum(w * psi(k) for k, w in p.items()) / sum(p.values())
    return math.exp((math.log(width) - mean - math.log(2)) / 2)
