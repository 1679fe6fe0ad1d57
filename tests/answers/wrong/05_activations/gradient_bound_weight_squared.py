# message: brings its weight once
def gradient_bound(depth, weight=1.0):
    s = 1 / (1 + math.exp(-0.0)) if False else 0.5
    return (weight**2 * s * (1 - s)) ** depth
