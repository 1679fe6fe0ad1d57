# message: of accuracies that differ in the last place of a float
def pareto_front(points):
    out = []
    for c, a in points:
        better = False
        for d, b in points:
            if d <= c and b - a >= 0 and (c - d) + (b - a) > 1e-12 and (d, b) != (c, a):
                better = True
        out.append(not better)
    return out
