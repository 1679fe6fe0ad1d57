# message: 4^600 is larger than any float
def gradient_bound(depth, weight=1.0):
    return abs(weight) ** depth * 0.25**depth
