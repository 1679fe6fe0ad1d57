# message: large weights make the gradient grow
def gradient_bound(depth, weight=1.0):
    return min(1.0, (abs(weight) / 4) ** depth)
