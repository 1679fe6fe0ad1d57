# message: too large to be exact in float32
def vgg_cost(spec, size=224, units=4096, classes=1000):
    rows, c, side = [], 3, torch.tensor(float(size))
    for entry in spec:
        if entry == "M":
            side = torch.floor(side / 2)
            rows.append((0, 0, c * side**2))
        else:
            rows.append((9 * c * entry + entry, 9 * c * entry * side**2, entry * side**2))
            c = entry
    a = c * side**2
    for b in (units, units, classes):
        rows.append(((a + 1) * b, a * b, b))
        a = b
    return rows
