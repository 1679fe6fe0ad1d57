# message: points of equal accuracy
def pareto_front(points):
    return [not any(b[0] <= a[0] and b[1] > a[1] for b in points) for a in points]
