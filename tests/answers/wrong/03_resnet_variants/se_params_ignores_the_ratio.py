# message: the argument ratio is ignored
def se_params(stages, ratio=16):
    return sum(blocks * 2 * c * max(c // 16, 1) for blocks, c in stages)
