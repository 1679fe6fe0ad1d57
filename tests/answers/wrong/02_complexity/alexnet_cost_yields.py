# message: should be a list of 5 entries
def alexnet_cost(layers, shape=(3, 227, 227)):
    channels, height, width = shape
    for layer in layers:
        inputs = channels
        if layer["kind"] == "linear":
            inputs, channels, height, width = channels * height * width, layer["units"], 1, 1
            yield inputs * channels + channels, inputs * channels, channels
            continue
        kernel, stride, padding = layer["kernel"], layer["stride"], layer["padding"]
        height, width = [(n + 2 * padding - kernel) // stride + 1 for n in (height, width)]
        weights = 0
        if layer["kind"] == "conv":
            channels = layer["channels"]
            weights = kernel**2 * inputs // layer["groups"] * channels
        yield weights + (channels if weights else 0), weights * height * width, channels * height * width
