# message: True means on the front
def pareto_front(points):
    return [any(b[0] <= a[0] and b[1] >= a[1] and tuple(b) != tuple(a) for b in points) for a in points]
