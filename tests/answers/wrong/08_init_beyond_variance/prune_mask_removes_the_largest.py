# message: this keeps the smallest
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    size = torch.where(mask, weight.abs(), -torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort(descending=True)[:remove]] = False
    return survives.reshape(mask.shape)
