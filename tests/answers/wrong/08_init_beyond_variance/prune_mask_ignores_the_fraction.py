# message: prune_mask(weight, some True, 0.25)
def prune_mask(weight, mask, fraction):
    remove = round(0.5 * int(mask.sum()))
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
