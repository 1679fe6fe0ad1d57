# message: but returns a function
def build_from_string(text, in_channels=1, classes=10):
    width, *names, pool = text.split("-")
    layers = [operation(name, int(width[1:])) for name in names]

    def network(x):
        for layer in layers:
            x = layer(x)
        return x

    return network
