# message: should hold truth values
def pareto_front(points):
    return [sum(q[0] <= p[0] and q[1] >= p[1] and tuple(p) != tuple(q) for q in points) for p in points]
