# message: a pooling makes the maps smaller
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
        new = (height + 2 * p - k) // s + 1, (width + 2 * p - k) // s + 1
        if layer["kind"] == "conv":
            h, w = (height + 2 * p - k) // s + 1, (width + 2 * p - k) // s + 1
            n, out = k * k * channels // layer["groups"] * layer["channels"], layer["channels"]
            rows.append((n + out, n * h * w, out * h * w))
            channels = layer["channels"]
            height, width = new
        else:
            rows.append((0, 0, channels * new[0] * new[1]))
    return rows
