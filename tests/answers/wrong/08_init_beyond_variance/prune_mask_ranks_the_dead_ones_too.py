# message: rank the survivors only
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    size = weight.abs().flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
