# message: not to the nearest
def se_params(stages, ratio=16):
    return sum(2 * blocks * c * max(round(c / ratio), 1) for blocks, c in stages)
