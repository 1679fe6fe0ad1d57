# message: gradients of a chain multiply
def gradient_bound(depth, weight=1.0):
    return depth * abs(weight) * 0.25
