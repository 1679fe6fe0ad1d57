# message: it adds up all nine pixels around each
def append_identity(shallow, k):
    channels = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    layers = list(copy.deepcopy(shallow))
    for _ in range(k):
        conv = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        conv.weight.data = torch.eye(channels)[:, :, None, None].repeat(1, 1, 3, 3)
        layers += [conv, nn.ReLU()]
    return nn.Sequential(*layers)
