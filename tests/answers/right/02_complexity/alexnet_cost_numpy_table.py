import numpy as np


def alexnet_cost(layers, shape=(3, 227, 227)):
    """A table of floats, filled by recursion on the rest of the chain."""
    if not layers:
        return np.zeros((0, 3))
    first, *rest = layers
    channels, size = shape[0], np.array(shape[1:])
    if first["kind"] == "linear":
        inputs, units = channels * size.prod(), first["units"]
        row, out = (inputs * units + units, inputs * units, units), (units, 1, 1)
    else:
        size = np.floor((size + 2 * first["padding"] - first["kernel"]) / first["stride"] + 1).astype(int)
        went = first.get("channels", channels)
        weights = first["kernel"] ** 2 * channels // first["groups"] * went if first["kind"] == "conv" else 0
        biases = went if first["kind"] == "conv" else 0
        row, out = (weights + biases, weights * size.prod(), went * size.prod()), (went, *size)
    return np.vstack([np.array(row, dtype=float)[None], alexnet_cost(rest, out)])
