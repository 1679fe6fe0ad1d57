# message: what the first appended convolution makes of any features
def append_identity(shallow, k):
    channels = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    layers = list(copy.deepcopy(shallow))
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        layers += [conv, nn.ReLU()]
    return nn.Sequential(*layers)
