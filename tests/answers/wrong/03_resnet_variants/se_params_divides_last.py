# message: hidden units are whole
def se_params(stages, ratio=16):
    return sum(2 * blocks * c * c // ratio for blocks, c in stages)
