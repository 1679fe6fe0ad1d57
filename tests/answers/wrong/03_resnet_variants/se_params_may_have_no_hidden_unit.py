# message: at least one hidden unit
def se_params(stages, ratio=16):
    return sum(blocks * 2 * c * (c // ratio) for blocks, c in stages)
