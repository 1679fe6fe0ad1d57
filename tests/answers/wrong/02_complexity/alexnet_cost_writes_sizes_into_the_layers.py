# message: changed the list of layers
def alexnet_cost(layers, shape=(3, 227, 227)):
    channels, height, width = shape
    rows = []
    for layer in layers:
        inputs = channels
        if layer["kind"] == "linear":
            inputs, channels, height, width = channels * height * width, layer["units"], 1, 1
            weights = inputs * channels
        else:
            kernel, stride, padding = layer["kernel"], layer["stride"], layer["padding"]
            height, width = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
            weights = 0
            if layer["kind"] == "conv":
                channels = layer["channels"]
                weights = kernel**2 * inputs // layer["groups"] * channels
        layer["size"] = (channels, height, width)
        places = height * width
        rows.append((weights + (channels if weights else 0), weights * places, channels * places))
    return rows
