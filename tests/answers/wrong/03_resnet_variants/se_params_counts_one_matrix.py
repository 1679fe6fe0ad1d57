# message: two weight matrices
def se_params(stages, ratio=16):
    return sum(blocks * c * max(c // ratio, 1) for blocks, c in stages)
