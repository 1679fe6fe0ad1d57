def ensemble(probabilities, weights=None):
    """Plain Python, without an array."""
    shares = [1] * len(probabilities) if weights is None else [float(w) for w in weights]
    if min(shares) < 0 or max(shares) == 0:
        raise ValueError("weights")
    whole = sum(shares)
    return [
        [sum(w / whole * float(p) for w, p in zip(shares, column)) for column in zip(*rows)]
        for rows in zip(*probabilities)
    ]
