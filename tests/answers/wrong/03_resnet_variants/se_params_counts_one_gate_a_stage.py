# message: each block has its own gate
def se_params(stages, ratio=16):
    return sum(2 * c * max(c // ratio, 1) for blocks, c in stages)
