# message: every unit brings its own weight
def gradient_bound(depth, weight=1.0):
    return abs(weight) * 0.25**depth
