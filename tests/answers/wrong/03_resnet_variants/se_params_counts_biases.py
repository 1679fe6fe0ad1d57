# message: the gates have no biases
def se_params(stages, ratio=16):
    return sum(blocks * (2 * c * (c // ratio) + c + c // ratio) for blocks, c in stages)
