# message: only the most accurate point
def pareto_front(points):
    best = max(range(len(points)), key=lambda i: (points[i][1], -points[i][0]))
    return [i == best for i in range(len(points))]
