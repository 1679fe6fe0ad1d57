# message: one truth value for each of the 6 points
def pareto_front(points):
    return [
        i
        for i, a in enumerate(points)
        if not any(b[0] <= a[0] and b[1] >= a[1] and tuple(b) != tuple(a) for b in points)
    ]
