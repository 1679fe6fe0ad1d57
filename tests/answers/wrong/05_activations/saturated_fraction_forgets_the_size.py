# message: compare the size, |slope|
def saturated_fraction(slopes, threshold=0.01):
    return (slopes < threshold).mean()
