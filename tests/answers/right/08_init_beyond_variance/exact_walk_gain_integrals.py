def exact_walk_gain(width, nonlinearity):
    """ψ from mpmath, probabilities from log-gamma, in float32 at the end."""
    import mpmath

    def mean_log(k):
        return mpmath.digamma(mpmath.mpf(k) / 2) + mpmath.log(2)

    if nonlinearity == "linear":
        answer = mean_log(width)
    else:
        w = [mpmath.binomial(width, k) for k in range(1, width + 1)]
        answer = sum(p * mean_log(k) for k, p in enumerate(w, start=1)) / sum(w)
    return torch.tensor(float(mpmath.sqrt(width * mpmath.exp(-answer))))
