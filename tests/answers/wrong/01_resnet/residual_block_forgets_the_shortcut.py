# message: the shortcut is missing
def residual_block(x, w1, w2):
    y = F.relu(F.conv2d(x, w1, padding=1))
    y = F.conv2d(y, w2, padding=1)
    return F.relu(y)
