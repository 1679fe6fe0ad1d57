# message: too large to be exact in float32
def se_params(stages, ratio=16):
    blocks, c = torch.tensor(stages, dtype=torch.float32).T
    return int((2 * blocks * c * (c // ratio).clamp(min=1)).sum())
