# message: is not what it should be
def residual_block(x, w1, w2):
    y = F.relu(F.conv2d(x, w1, padding=1))
    return F.relu(F.conv2d(y + x, w2, padding=1))
