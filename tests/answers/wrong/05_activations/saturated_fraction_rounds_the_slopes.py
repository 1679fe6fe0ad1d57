# message: compare with the threshold alone
def saturated_fraction(slopes, threshold=0.01):
    return np.mean(np.abs(np.round(slopes, 10)) < threshold)
