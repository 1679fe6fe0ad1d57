import numpy as np


def vgg_cost(spec, size=224, units=4096, classes=1000):
    def layers():
        for entry in spec:
            if isinstance(entry, str):
                yield dict(kind="pool", kernel=2, stride=2, padding=0)
            else:
                yield dict(kind="conv", channels=entry, kernel=3, stride=1, padding=1, groups=1)
        for n in [units] * 2 + [classes]:
            yield dict(kind="linear", units=n)

    return np.array(alexnet_cost(list(layers()), [3] + [size] * 2), dtype=np.int64)
