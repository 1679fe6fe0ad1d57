class Copying(nn.Conv2d):
    def reset_parameters(self):
        nn.init.dirac_(self.weight)


def append_identity(shallow, k):
    last = [m for m in shallow.children() if isinstance(m, nn.Conv2d)][-1]
    rebuilt = copy.deepcopy(shallow)
    rebuilt.load_state_dict(shallow.state_dict())
    new = [
        layer
        for _ in range(k)
        for layer in (Copying(last.out_channels, last.out_channels, 3, padding=1, bias=False), nn.ReLU())
    ]
    return nn.Sequential(*rebuilt, *new)
