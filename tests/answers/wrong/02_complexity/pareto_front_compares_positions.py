# message: both are on the front, or both off
def pareto_front(points):
    return [
        not any(b[0] <= a[0] and b[1] >= a[1] and i != j for j, b in enumerate(points))
        for i, a in enumerate(points)
    ]
