# message: each output channel adds up all input channels
def append_identity(shallow, k):
    channels = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    layers = list(copy.deepcopy(shallow))
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        conv.weight.data.zero_()
        conv.weight.data[:, :, 1, 1] = 1
        layers += [conv, nn.ReLU()]
    return nn.Sequential(*layers)
