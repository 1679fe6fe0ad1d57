# message: the slopes were squared
def saturated_fraction(slopes, threshold=0.01):
    return float((slopes**2 < threshold).mean())
