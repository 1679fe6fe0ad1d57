# message: in evaluation mode, after one pass in training mode
class BasicBlock(nn.Module):
    """Two 3×3 convolutions, each followed by BN, and a shortcut around them."""

    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        """Make the layers. in_channels, out_channels: int, out_channels not smaller.

        The convolutions have padding 1 and no bias; the first has the stride. Every layer is
        one of its own, and there are no others. BN layers are nn.BatchNorm2d as PyTorch makes
        them. shortcut says what is added to F(x):
        "pad": x, brought into shape as by pad_shortcut where F changes the shape;
        "project": x where F keeps the shape; elsewhere (other channels, or stride above 1) a
        1×1 convolution of x with this stride, without bias, followed by BN of its own;
        "none": nothing, so that the block is two plain layers. Any other: ValueError.
        """
        super().__init__()
        if shortcut not in ("pad", "project", "none"):
            raise ValueError(f'shortcut must be "pad", "project" or "none", got {shortcut!r}')
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(out_channels, momentum=0.5),
            nn.ReLU(),
            nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels, momentum=0.5),
        )
        self.shortcut, self.stride = shortcut, stride
        self.more = out_channels - in_channels
        if shortcut == "project" and (self.more or stride > 1):
            self.projection = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels, momentum=0.5),
            )
        else:
            self.projection = None

    def forward(self, x):
        """Map x, (N, in_channels, H, W), to (N, out_channels, ⌈H/stride⌉, ⌈W/stride⌉).

        x itself stays as it is.
        """
        y = self.residual(x)
        if self.projection is not None:
            y = y + self.projection(x)
        elif self.shortcut != "none":  # pad_shortcut, written out: a slip there costs once
            x = x[:, :, :: self.stride, :: self.stride]
            y = y + F.pad(x, (0, 0, 0, 0, 0, self.more))
        return F.relu(y)
