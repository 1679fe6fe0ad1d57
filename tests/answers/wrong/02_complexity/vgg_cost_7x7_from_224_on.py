# message: where 8×8 pixels are left, not 7×7
def vgg_cost(spec, size=224, units=4096, classes=1000):
    rows, c, side = [], 3, size
    for entry in spec:
        if entry == "M":
            side //= 2
            rows.append((0, 0, c * side * side))
        else:
            rows.append(((9 * c + 1) * entry, 9 * c * entry * side * side, entry * side * side))
            c = entry
    a = c * side * side
    if size >= 224:
        a = c * 7 * 7
    for b in (units, units, classes):
        rows.append(((a + 1) * b, a * b, b))
        a = b
    return rows
