# message: this is the hull
def pareto_front(points):
    order = np.lexsort((-points[:, 1], points[:, 0]))
    hull = []
    for i in order:
        while hull and points[hull[-1], 1] < points[i, 1] and len(hull) > 1:
            (x0, y0), (x1, y1), (x2, y2) = points[hull[-2]], points[hull[-1]], points[i]
            if (y1 - y0) * (x2 - x1) < (y2 - y1) * (x1 - x0):
                hull.pop()
            else:
                break
        if not hull or points[i, 1] > points[hull[-1], 1] or (points[i] == points[hull[-1]]).all():
            hull.append(i)
    return np.isin(np.arange(len(points)), hull)
