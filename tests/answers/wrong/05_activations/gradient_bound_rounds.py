# message: round nothing
def gradient_bound(depth, weight=1.0):
    return round((abs(weight) / 4) ** depth, 20)
