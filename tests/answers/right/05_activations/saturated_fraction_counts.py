def saturated_fraction(slopes, threshold=1e-2):
    inside = (slopes < threshold) & (slopes > -threshold)
    return np.count_nonzero(inside) / slopes.size
