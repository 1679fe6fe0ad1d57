# message: two stages may be alike; each of them counts
def se_params(stages, ratio=16):
    total = 0
    for blocks, channels in set(map(tuple, stages)):
        hidden = max(1, channels // ratio)
        total += blocks * 2 * channels * hidden
    return total
