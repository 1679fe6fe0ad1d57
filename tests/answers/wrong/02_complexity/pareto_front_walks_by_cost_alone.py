# message: points of one cost come from the most accurate down
def pareto_front(points):
    order = np.argsort(points[:, 0])
    out, best = np.zeros(len(points), bool), -np.inf
    for i in order:
        if points[i, 1] > best:
            out[i], best = True, points[i, 1]
    return out
