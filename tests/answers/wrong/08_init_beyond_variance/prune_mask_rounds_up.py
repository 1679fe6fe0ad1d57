# message: not up
def prune_mask(weight, mask, fraction):
    remove = math.ceil(fraction * int(mask.sum()))
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
