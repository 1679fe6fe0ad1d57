# message: se_params should be an integer, but is 2514944.0
def se_params(stages, ratio=16):
    total = 0
    for blocks, channels in stages:
        hidden = max(1, channels // ratio)
        total += blocks * 2 * channels * hidden
    return total / 1
