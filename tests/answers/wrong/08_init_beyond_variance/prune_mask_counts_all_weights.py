# message: not of all weights (6)
def prune_mask(weight, mask, fraction):
    remove = round(fraction * mask.numel())
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
