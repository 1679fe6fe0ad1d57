# message: too large to be exact in float32
def alexnet_cost(layers, shape=(3, 227, 227)):
    c, rows = shape[0], []
    side = torch.Tensor(shape[1:])
    units = None
    for layer in layers:
        if layer["kind"] == "linear":
            fan = c * side.prod() if units is None else units
            units = layer["units"]
            rows.append((fan * units + units, fan * units, units))
            continue
        side = torch.floor((side + 2 * layer["padding"] - layer["kernel"]) / layer["stride"]) + 1
        if layer["kind"] == "conv":
            weights = layer["channels"] * (c // layer["groups"]) * layer["kernel"] ** 2
            c = layer["channels"]
            rows.append((weights + c, weights * side.prod(), c * side.prod()))
        else:
            rows.append((0, 0, c * side.prod()))
    return rows
