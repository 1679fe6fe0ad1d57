# message: costs may lie below 0
def pareto_front(points):
    front = []
    for cost, accuracy in points:
        better = [c >= 0 and c <= cost and a >= accuracy and (c < cost or a > accuracy) for c, a in points]
        front.append(not any(better))
    return front
