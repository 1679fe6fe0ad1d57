# message: and NaN, infinity or 0 where weights are gone
def prune_mask(weight, mask, fraction):
    dead = int((~mask).sum())
    remove = round(fraction * int(mask.sum()))
    size = (weight * mask).abs().flatten()
    survives = mask.flatten().clone()
    survives[size.argsort(stable=True)[dead : dead + remove]] = False
    return survives.reshape(mask.shape)
