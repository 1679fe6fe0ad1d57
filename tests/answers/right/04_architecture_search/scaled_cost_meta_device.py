class Excite(nn.Module):
    def __init__(self, c, squeezed):
        super().__init__()
        self.down, self.up = nn.Conv2d(c, squeezed, 1), nn.Conv2d(squeezed, c, 1)

    def forward(self, x):
        return x * torch.sigmoid(self.up(torch.relu(self.down(x.mean((2, 3), keepdim=True)))))


def scaled_cost(depth, width, resolution):
    def conv(a, b, k=1, s=1, groups=1):
        return [nn.Conv2d(a, b, k, s, k // 2, groups=groups, bias=False), nn.BatchNorm2d(b)]

    c = round_channels(32, width)
    with torch.device("meta"):
        layers = conv(3, c, 3, 2)
        for e, base, repeats, stride, k in B0_STAGES:
            d = round_channels(base, width)
            for i in range(math.ceil(depth * repeats)):
                layers += conv(c, e * c) if e > 1 else []
                layers += conv(e * c, e * c, k, stride if i == 0 else 1, e * c)
                layers += [Excite(e * c, c // 4), *conv(e * c, d)]
                c = d
        head = round_channels(1280, width)
        layers += [*conv(c, head), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(head, 1000)]
    cost = probes.model_cost(nn.Sequential(*layers), (1, 3, resolution, resolution))
    return cost.params, cost.macs
