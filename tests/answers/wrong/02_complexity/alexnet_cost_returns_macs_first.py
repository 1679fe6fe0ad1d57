# message: a row is (params, macs, activations), in this order
def alexnet_cost(layers, shape=(3, 227, 227)):
    channels, height, width = shape
    rows = []
    for layer in layers:
        if layer["kind"] == "linear":
            inputs, channels, height, width = channels * height * width, layer["units"], 1, 1
            rows.append((inputs * channels, inputs * channels + channels, channels))
            continue
        kernel, stride, padding = layer["kernel"], layer["stride"], layer["padding"]
        height, width = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
        weights = 0
        if layer["kind"] == "conv":
            weights = kernel**2 * channels // layer["groups"] * layer["channels"]
            channels = layer["channels"]
        bias = channels if weights else 0
        rows.append((weights * height * width, weights + bias, channels * height * width))
    return rows
