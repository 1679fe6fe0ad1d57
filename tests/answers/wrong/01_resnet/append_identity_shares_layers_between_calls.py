# message: both networks have the same new layers
_layers = {}


def append_identity(shallow, k):
    deep = copy.deepcopy(shallow)
    C = [m for m in shallow if isinstance(m, nn.Conv2d)][-1].out_channels
    for i in range(k):
        if (i, C) not in _layers:
            _layers[i, C] = nn.Conv2d(C, C, 3, padding=1, bias=False)
            nn.init.dirac_(_layers[i, C].weight)
        deep.append(_layers[i, C])
        deep.append(nn.ReLU())
    return deep
