# message: that of the last convolution counts
def append_identity(shallow, k):
    deeper = copy.deepcopy(shallow)
    channels = max(m.out_channels for m in shallow if isinstance(m, nn.Conv2d))
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(conv.weight)
        deeper.extend([conv, nn.ReLU()])
    return deeper
