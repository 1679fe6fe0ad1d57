# message: this is g²: take the root
def exact_walk_gain(width, nonlinearity):
    from scipy.special import digamma

    if nonlinearity == "linear":
        mean = digamma(width / 2) + math.log(2)
    else:
        k = range(1, width + 1)
        mean = sum(math.comb(width, n) / (2**width - 1) * (digamma(n / 2) + math.log(2)) for n in k)
    return math.exp(-(mean - math.log(width)))
