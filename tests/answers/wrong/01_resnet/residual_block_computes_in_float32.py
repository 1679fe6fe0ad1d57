# message: in float64
def residual_block(x, w1, w2):
    """Return relu(F(x) + x), where F is a convolution, a ReLU and a convolution.

    x: (N, C, H, W), of either sign; it must not be changed. w1: filters (M, C, 3, 3).
    w2: filters (C, M, 3, 3). Both convolutions have stride 1, padding 1 and no bias.
    Returns a tensor of the shape of x, and of the dtype of all three; gradients reach them.
    """
    x, w1, w2 = x.float(), w1.float(), w2.float()
    hidden = F.relu(F.conv2d(x, w1, padding=1))
    return F.relu(F.conv2d(hidden, w2, padding=1) + x)
