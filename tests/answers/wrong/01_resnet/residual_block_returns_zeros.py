# message: with F = 0 the input must still come through
def residual_block(x, w1, w2):
    y = F.relu(F.conv2d(x, w1, padding=1))
    y = F.conv2d(y, w2, padding=1)
    return torch.zeros_like(x)
