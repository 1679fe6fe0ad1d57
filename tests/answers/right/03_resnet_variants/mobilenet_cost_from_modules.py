def mobilenet_cost(width=1.0, resolution=224, separable=True):
    def widths():
        yield int(32 * width), 2
        for c, s in MOBILENET:
            yield int(c * width), s

    def network():
        layers, c = [], 3
        for i, (o, s) in enumerate(widths()):
            if i and separable:
                layers += [
                    nn.Conv2d(c, c, 3, s, 1, groups=c, bias=False),
                    nn.BatchNorm2d(c),
                    nn.Conv2d(c, o, 1, bias=False),
                ]
            else:
                layers += [nn.Conv2d(c, o, 3, s, 1, bias=False)]
            layers += [nn.BatchNorm2d(o)]
            c = o
        return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, 1000))

    cost = probes.model_cost(network, (1, 3, resolution, resolution))
    return cost.params, cost.macs
