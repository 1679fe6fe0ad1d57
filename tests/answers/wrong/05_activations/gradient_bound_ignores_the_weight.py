# message: the argument weight is ignored
def gradient_bound(depth, weight=1.0):
    return 0.25**depth
