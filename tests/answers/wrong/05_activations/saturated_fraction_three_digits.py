# message: the share was rounded
def saturated_fraction(slopes, threshold=0.01):
    return round(float(np.mean(np.abs(slopes) < threshold)), 3)
