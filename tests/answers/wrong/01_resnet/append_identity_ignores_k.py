# message: k, or the last convolution's channels, is ignored
def append_identity(shallow, k):
    channels = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    layers = list(copy.deepcopy(shallow))
    for _ in range(2):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(conv.weight)
        layers += [conv, nn.ReLU()]
    return nn.Sequential(*layers)
