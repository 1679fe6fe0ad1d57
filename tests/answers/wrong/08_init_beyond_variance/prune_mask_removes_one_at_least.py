# message: a small share of few weights may be none at all
def prune_mask(weight, mask, fraction):
    survivors = int(mask.sum())
    n = max(round(fraction * survivors), 1) if fraction > 0 else 0
    sizes = torch.where(mask, weight.abs(), torch.inf).flatten()
    order = sizes.argsort()
    new = mask.clone().flatten()
    new[order[:n]] = False
    return new.reshape(mask.shape)
