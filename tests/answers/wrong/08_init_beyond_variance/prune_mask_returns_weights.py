# message: prune_mask(weight, all True, 0.5) is not what it should be
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return weight * survives.reshape(mask.shape)
