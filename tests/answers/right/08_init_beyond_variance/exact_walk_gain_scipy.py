def exact_walk_gain(width, nonlinearity):
    from scipy.special import digamma
    from scipy.stats import binom

    if nonlinearity == "linear":
        mean = digamma(width / 2) + np.log(2)
    else:
        k = np.arange(1, width + 1)
        mean = np.average(digamma(k / 2) + np.log(2), weights=binom.pmf(k, width, 0.5))
    return np.sqrt(width / np.exp(mean))
