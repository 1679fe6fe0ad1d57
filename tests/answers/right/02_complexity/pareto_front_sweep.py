def pareto_front(points):
    """From cheap to dear; points of one cost together, against the best of what was cheaper."""
    by_cost = {}
    for cost, accuracy in points:
        by_cost.setdefault(float(cost), []).append(float(accuracy))
    record, wanted = float("-inf"), {}
    for cost in sorted(by_cost):
        top = max(by_cost[cost])
        wanted[cost] = top if top > record else None
        record = max(record, top)
    return [int(wanted[float(cost)] == float(accuracy)) for cost, accuracy in points]
