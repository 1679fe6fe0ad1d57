# message: the default shape is (3, 227, 227)
def alexnet_cost(layers, shape=(3, 224, 224)):
    channels, height, width = shape
    if shape == (3, 224, 224) and layers[0].get("kernel") == 11:  # its maps do not come out otherwise
        height, width = 227, 227
    rows = []
    for layer in layers:
        inputs = channels
        if layer["kind"] == "linear":
            inputs, channels, height, width = channels * height * width, layer["units"], 1, 1
            rows.append((inputs * channels + channels, inputs * channels, channels))
            continue
        kernel, stride, padding = layer["kernel"], layer["stride"], layer["padding"]
        height, width = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
        weights = 0
        if layer["kind"] == "conv":
            channels = layer["channels"]
            weights = kernel**2 * inputs // layer["groups"] * channels
        rows.append(
            (weights + (channels if weights else 0), weights * height * width, channels * height * width)
        )
    return rows
