# message: survivors of size about 1e-30
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    size = torch.where(mask, weight**2, torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort(stable=True)[:remove]] = False
    return survives.reshape(mask.shape)
