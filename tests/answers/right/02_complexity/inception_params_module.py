import torch
from torch import nn


class Module(nn.Module):
    def __init__(self, came, one, r3, three, r5, five, project):
        super().__init__()
        self.ways = nn.ModuleList(
            [
                nn.Conv2d(came, one, 1),
                nn.Sequential(nn.Conv2d(came, r3, 1), nn.ReLU(), nn.Conv2d(r3, three, 3, padding=1)),
                nn.Sequential(nn.Conv2d(came, r5, 1), nn.ReLU(), nn.Conv2d(r5, five, 5, padding=2)),
                nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(came, project, 1)),
            ]
        )

    def forward(self, x):
        return torch.cat([way(x) for way in self.ways], dim=1)


def inception_params(spec):
    with torch.device("meta"):
        module = Module(*spec)
        out = module(torch.empty(1, spec[0], 7, 7))
    return [sum(p.numel() for p in module.parameters()), out.shape[1]]
