def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("the need did not fall")
    low, high = 0.0, 1100.0  # numbers of halvings
    for _ in range(200):
        middle = (low + high) / 2
        if 2.0 ** min(middle, 1000.0) < factor:
            low = middle
        else:
            high = middle
    return months / high
