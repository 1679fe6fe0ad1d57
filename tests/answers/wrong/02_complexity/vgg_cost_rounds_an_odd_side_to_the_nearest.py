# message: not to the nearest: 7 becomes 3
def vgg_cost(spec, size=224, units=4096, classes=1000):
    c, rows = 3, []
    for entry in spec:
        if entry == "M":
            size = round(size / 2)
            rows.append((0, 0, c * size * size))
        else:
            w = 9 * c * entry
            rows.append((w + entry, w * size * size, entry * size * size))
            c = entry
    n = c * size * size
    for u in (units, units, classes):
        rows.append((n * u + u, n * u, u))
        n = u
    return rows
