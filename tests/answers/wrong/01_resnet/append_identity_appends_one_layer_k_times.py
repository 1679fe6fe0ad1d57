# message: one and the same layer is appended twice
def append_identity(shallow, k):
    """Return a network that is k layers deeper than `shallow` and computes the same.

    shallow: nn.Sequential of Conv2d and ReLU modules that ends with a ReLU, so that what it
    returns, shape (N, C, H, W), is never negative. C is the last convolution's number of
    output channels. It stays as it is.
    k: how many layers to append, 0 or more. Each is a 3×3 convolution from C to C channels
    with padding 1, followed by ReLU. Its weights can be trained like any others, but start
    such that the layer changes nothing; a bias, if you have one, starts at 0.
    Returns an nn.Sequential: a *copy* of shallow's layers (for k = 0, too), then the new ones,
    each a layer of its own. Training it later must not change `shallow`.
    """
    channels = [m for m in shallow.modules() if isinstance(m, nn.Conv2d)][-1].out_channels
    deeper = copy.deepcopy(shallow)
    layer = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
    nn.init.dirac_(layer.weight)  # 1 in the middle of each channel's own kernel
    for _ in range(k):
        deeper.extend([layer, nn.ReLU()])
    return deeper
