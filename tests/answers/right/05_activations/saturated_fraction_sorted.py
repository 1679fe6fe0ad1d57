def saturated_fraction(slopes, threshold=0.01):
    """How many sorted sizes stand left of the threshold."""
    sizes = np.sort(np.abs(slopes), axis=None)
    return np.searchsorted(sizes, threshold, side="left") / sizes.size
