# message: changed its argument points
def pareto_front(points):
    front = []
    for i in range(len(points)):
        a = points[i].copy()
        front.append(not any(b[0] <= a[0] and b[1] >= a[1] and tuple(b) != tuple(a) for b in points))
    points[:, 0] -= points[:, 0].min()
    points[:, 0] += 1
    return front
