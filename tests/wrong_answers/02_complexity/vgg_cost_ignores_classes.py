# message: the argument classes is ignored
def vgg_cost(spec, size=224, units=4096, classes=1000):
    layers = []
    for entry in spec:
        if entry == "M":
            layers.append({"kind": "pool", "kernel": 2, "stride": 2, "padding": 0})
        else:
            layers.append(
                {"kind": "conv", "channels": entry, "kernel": 3, "stride": 1, "padding": 1, "groups": 1}
            )
    layers += [{"kind": "linear", "units": n} for n in (units, units, 1000)]
    return alexnet_cost(layers, (3, size, size))
