# message: IndexError
def prune_mask(weight, mask, fraction):
    alive = weight.abs()[mask].sort().values
    remove = round(fraction * len(alive))
    limit = alive[remove - 1] if remove else alive[0] - 1
    size = torch.where(mask, weight.abs(), torch.inf)
    survives = mask & (size > limit)
    extra = len(alive) - remove - int(survives.sum())
    equal = (mask & (size == limit)).flatten().nonzero().flatten()[: max(extra, 0)]
    survives = survives.flatten()
    survives[equal] = True
    return survives.reshape(mask.shape)
