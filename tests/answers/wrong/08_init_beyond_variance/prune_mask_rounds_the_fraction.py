# message: fraction 0.335
def prune_mask(weight, mask, fraction):
    survivors = int(mask.sum())
    n = round(round(fraction, 2) * survivors)
    sizes = torch.where(mask, weight.abs(), torch.inf).flatten()
    order = sizes.argsort()
    new = mask.clone().flatten()
    new[order[:n]] = False
    return new.reshape(mask.shape)
