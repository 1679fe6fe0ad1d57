# message: height and width differ here
def alexnet_cost(layers, shape=(3, 227, 227)):
    channels, side, _ = shape
    rows = []
    for layer in layers:
        if layer["kind"] == "linear":
            n = channels * side * side
            channels, side = layer["units"], 1
            rows.append(((n + 1) * channels, n * channels, channels))
            continue
        k, s, p = layer["kernel"], layer["stride"], layer["padding"]
        if layer["kind"] == "conv":
            h, w = (side + 2 * p - k) // s + 1, (side + 2 * p - k) // s + 1
            n, out = k * k * channels // layer["groups"] * layer["channels"], layer["channels"]
            rows.append((n + out, n * h * w, out * h * w))
            channels = layer["channels"]
        side = (side + 2 * p - k) // s + 1
        if layer["kind"] == "pool":
            rows.append((0, 0, channels * side * side))
    return rows
