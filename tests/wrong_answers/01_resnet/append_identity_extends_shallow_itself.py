# message: changed shallow itself
def append_identity(shallow, k):
    channels = [layer for layer in shallow if isinstance(layer, nn.Conv2d)][-1].out_channels
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(conv.weight)
        shallow.append(conv)
        shallow.append(nn.ReLU())
    return shallow
