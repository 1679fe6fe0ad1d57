# message: a small downward slope is saturated, too
def saturated_fraction(slopes, threshold=0.01):
    return float(((slopes < threshold) & (slopes >= 0)).mean())
