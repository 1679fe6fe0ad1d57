def pareto_front(points):
    order = sorted(range(len(points)), key=lambda i: (points[i][0], -points[i][1]))
    last = order[0]
    front = np.zeros(len(points), bool)
    front[last] = True
    for i in order[1:]:
        if points[i][1] > points[last][1] or tuple(points[i]) == tuple(points[last]):
            front[i], last = True, i
    return front
