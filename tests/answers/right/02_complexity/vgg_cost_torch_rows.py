import torch


def vgg_cost(spec, size=224, units=4096, classes=1000):
    maps, rows = [3], []
    for entry in spec:
        if isinstance(entry, str):
            size = size // 2
            rows.append([0, 0, maps[-1] * size * size])
        else:
            maps.append(entry)
            rows.append([(9 * maps[-2] + 1) * entry, 9 * maps[-2] * entry * size * size, entry * size * size])
    widths = [maps[-1] * size * size, units, units, classes]
    rows += [[(a + 1) * b, a * b, b] for a, b in zip(widths, widths[1:])]
    return torch.tensor(rows)
