def conv_bn(c_in, c_out, size, stride):
    conv = nn.Conv2d(c_in, c_out, size, stride, padding=size // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(c_out))


class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        super().__init__()
        match shortcut:
            case "none":
                self.side = lambda x: 0.0
            case "pad":
                self.side = lambda x: pad_shortcut(x, out_channels, stride)
            case "project" if (in_channels, 1) == (out_channels, stride):
                self.side = nn.Identity()
            case "project":
                self.side = conv_bn(in_channels, out_channels, 1, stride)
            case _:
                raise ValueError(f"no shortcut is called {shortcut}")
        self.main = nn.Sequential(conv_bn(in_channels, out_channels, 3, stride), nn.ReLU())
        self.main.append(conv_bn(out_channels, out_channels, 3, 1))

    def forward(self, x):
        return torch.relu(self.main(x) + self.side(x))
