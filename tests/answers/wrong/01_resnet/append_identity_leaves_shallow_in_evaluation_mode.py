# message: in evaluation mode
def append_identity(shallow, k):
    """Return a network that is k layers deeper than `shallow` and computes the same.

    shallow: nn.Sequential of Conv2d and ReLU modules that ends with a convolution and its ReLU,
    so that what it returns, shape (N, C, H, W), is never negative. C is the last
    convolution's number of output channels. It stays as it is.
    k: how many layers to append, 0 or more. Each is a 3×3 convolution from C to C channels
    with padding 1, followed by ReLU. Its weights can be trained like any others, but start
    such that the layer changes nothing; a bias, if you have one, starts at 0.
    Returns an nn.Sequential: a *copy* of shallow's layers (for k = 0, too), then the new ones,
    each a layer of its own. Training it later must not change `shallow`.
    """
    shallow.eval()
    channels = shallow(torch.zeros(1, shallow[0].in_channels, 9, 9)).shape[1]
    deeper = copy.deepcopy(shallow).train()
    for _ in range(k):
        layer = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(layer.weight)  # 1 in the middle of each channel's own kernel
        deeper.extend([layer, nn.ReLU()])
    return deeper
