# message: cap neither
def saturated_fraction(slopes, threshold=0.01):
    return float(np.mean(np.clip(np.abs(slopes), 0, 1) < threshold))
