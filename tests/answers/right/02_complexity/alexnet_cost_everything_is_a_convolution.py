def alexnet_cost(layers, shape=(3, 227, 227)):
    """A linear layer is a convolution whose window is the whole map."""
    channels, size = shape[0], tuple(shape[1:])
    table = []
    for layer in layers:
        match layer:
            case {"kind": "conv"}:
                given = {name: layer[name] for name in ("stride", "padding", "groups")}
                table.append(conv_cost(channels, layer["channels"], layer["kernel"], size, **given))
                channels = layer["channels"]
            case {"kind": "pool"}:
                given = {name: layer[name] for name in ("stride", "padding")}
                _, _, kept = conv_cost(1, channels, layer["kernel"], size, **given)
                table.append((0, 0, kept))
            case {"kind": "linear"}:
                table.append(conv_cost(channels * size[0] * size[1], layer["units"], 1, (1, 1)))
                channels = layer["units"]
        places = table[-1][2] // channels
        if layer["kind"] == "linear":
            size = (1, 1)
        else:
            k, s, p = layer["kernel"], layer["stride"], layer["padding"]
            size = ((size[0] + 2 * p - k) // s + 1, (size[1] + 2 * p - k) // s + 1)
        assert places == size[0] * size[1]
    return table
