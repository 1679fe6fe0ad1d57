# message: is not what it should be
def pareto_front(points):
    points = points[np.lexsort((-points[:, 1], points[:, 0]))]
    best, front = -np.inf, []
    for _, accuracy in points:
        front.append(accuracy > best)
        best = max(best, accuracy)
    return front
