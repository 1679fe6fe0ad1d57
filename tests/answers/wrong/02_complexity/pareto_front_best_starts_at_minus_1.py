# message: start with minus infinity
def pareto_front(points):
    best_at = {}
    for cost, accuracy in points:
        best_at[cost] = max(accuracy, best_at.get(cost, accuracy))
    front = np.zeros(len(points), dtype=bool)
    best = -1
    for cost in sorted(best_at):
        if best_at[cost] > best:
            best = best_at[cost]
            front |= (points[:, 0] == cost) & (points[:, 1] == best)
    return front
