# message: is not what it should be
def pareto_front(points):
    order = sorted(range(len(points)), key=lambda i: (points[i][0], -points[i][1]))
    front = [True] * len(points)
    for before, now in zip(order, order[1:]):
        front[now] = bool(points[now][1] > points[before][1])
    return front
