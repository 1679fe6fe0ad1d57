# message: se_params changes its argument
def se_params(stages, ratio=16):
    total = 0
    while stages:
        blocks, channels = stages.pop()
        hidden = max(1, channels // ratio)
        total += blocks * 2 * channels * hidden
    return total
