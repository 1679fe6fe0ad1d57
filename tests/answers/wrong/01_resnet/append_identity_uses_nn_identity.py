# message: nn.Identity has nothing to learn
def append_identity(shallow, k):
    channels = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    layers = list(copy.deepcopy(shallow))
    for _ in range(k):
        layers += [nn.Identity(), nn.ReLU()]
    return nn.Sequential(*layers)
