# message: a large cost is bad
def pareto_front(points):
    return [not any(b[0] >= a[0] and b[1] >= a[1] and tuple(b) != tuple(a) for b in points) for a in points]
