# message: the groups are ignored
def alexnet_cost(layers, shape=(3, 227, 227)):
    channels, height, width = shape
    rows = []
    for layer in layers:
        if layer["kind"] == "linear":
            n = channels * height * width
            channels, height, width = layer["units"], 1, 1
            rows.append(((n + 1) * channels, n * channels, channels))
            continue
        k, s, p = layer["kernel"], layer["stride"], layer["padding"]
        if layer["kind"] == "conv":
            h, w = (height + 2 * p - k) // s + 1, (width + 2 * p - k) // s + 1
            n, out = k * k * channels * layer["channels"], layer["channels"]
            rows.append((n + out, n * h * w, out * h * w))
            channels = layer["channels"]
        height, width = (height + 2 * p - k) // s + 1, (width + 2 * p - k) // s + 1
        if layer["kind"] == "pool":
            rows.append((0, 0, channels * height * width))
    return rows
