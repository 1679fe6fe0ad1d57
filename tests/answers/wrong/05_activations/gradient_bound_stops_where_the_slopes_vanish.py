# message: 0.25^600 alone is smaller than any float
def gradient_bound(depth, weight=1.0):
    slopes = 0.25**depth
    return slopes * abs(weight) ** depth if slopes else 0.0
