from functools import reduce


def receptive_field(layers):
    step = lambda seen, layer: [seen[0] + (layer[0] - 1) * seen[1], seen[1] * layer[1]]  # noqa: E731
    return reduce(step, layers, [1, 1])
