# message: round to the nearest whole number, not down
def prune_mask(weight, mask, fraction):
    remove = int(fraction * int(mask.sum()))
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
