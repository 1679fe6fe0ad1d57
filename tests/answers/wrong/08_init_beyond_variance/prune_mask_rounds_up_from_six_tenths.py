# message: round to the nearest whole number, not down
def prune_mask(weight, mask, fraction):
    survivors = int(mask.sum())
    n = math.floor(fraction * survivors + 0.4)
    sizes = torch.where(mask, weight.abs(), torch.inf).flatten()
    order = sizes.argsort()
    new = mask.clone().flatten()
    new[order[:n]] = False
    return new.reshape(mask.shape)
