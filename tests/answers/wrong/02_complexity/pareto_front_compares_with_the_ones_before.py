# message: compare each with all, not with the ones before
def pareto_front(points):
    out = []
    for c, a in points:
        better = False
        for d, b in points[: len(out)]:
            if d <= c and b >= a and (d, b) != (c, a):
                better = True
        out.append(not better)
    return out
