# message: even if its accuracy is 0
def pareto_front(points):
    order = sorted(range(len(points)), key=lambda i: (points[i][0], -points[i][1]))
    front, best, last = [False] * len(points), 0, None
    for i in order:
        if points[i][1] > best or (last is not None and tuple(points[i]) == last):
            front[i], best, last = True, points[i][1], tuple(points[i])
    return front
