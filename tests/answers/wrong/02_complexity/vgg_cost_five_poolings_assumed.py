# message: where one pooling halves the side, not five
def vgg_cost(spec, size=224, units=4096, classes=1000):
    rows, c, side = [], 3, size
    for entry in spec:
        if entry == "M":
            side = side // 2
            rows.append((0, 0, c * side**2))
        else:
            rows.append(((9 * c + 1) * entry, 9 * c * entry * side**2, entry * side**2))
            c = entry
    side = size // 32 or side
    for a, b in ((c * side**2, units), (units, units), (units, classes)):
        rows.append(((a + 1) * b, a * b, b))
    return rows
