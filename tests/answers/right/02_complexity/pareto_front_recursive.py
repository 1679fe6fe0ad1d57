def pareto_front(points):
    """Divide and conquer over the distinct points; truth values are 1 and 0."""

    def best(group):
        if len(group) < 2:
            return group
        half = len(group) // 2
        cheap, dear = best(group[:half]), best(group[half:])
        top = max(accuracy for _, accuracy in cheap)
        return cheap + [point for point in dear if point[1] > top]

    distinct = {}
    for cost, accuracy in points.tolist():
        distinct[cost] = max(accuracy, distinct.get(cost, accuracy))
    front = set(best(sorted(distinct.items())))
    return tuple(int(tuple(point) in front) for point in points.tolist())
