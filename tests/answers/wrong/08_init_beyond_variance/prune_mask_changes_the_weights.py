# message: changed its argument weight
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    weight[~mask] = 0
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
