# message: pareto_front of [[1, -3], [2, -2], [-1, -4], [0, -5]]
def pareto_front(points):
    front = []
    for cost, accuracy in points:
        better = [c >= 0 and c <= cost and a >= accuracy and (c < cost or a > accuracy) for c, a in points]
        front.append(not any(better))
    return front
