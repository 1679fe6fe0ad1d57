# message: cap neither
def saturated_fraction(slopes, threshold=0.01):
    return float(np.mean(np.abs(slopes) < min(threshold, 0.25)))
