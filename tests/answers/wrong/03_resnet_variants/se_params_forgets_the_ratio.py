# message: division by the ratio
def se_params(stages, ratio=16):
    return sum(blocks * 2 * c * c for blocks, c in stages)
