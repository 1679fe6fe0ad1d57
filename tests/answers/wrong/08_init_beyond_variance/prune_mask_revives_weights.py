# message: cannot come back
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    if mask.all():
        threshold = weight.abs().flatten().sort().values[remove - 1] if remove else -1.0
        new = torch.ones_like(mask).flatten()
        new[weight.abs().flatten().argsort()[:remove]] = False
        return new.reshape(mask.shape)
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    threshold = size.sort().values[remove - 1]
    return (weight.abs() > threshold) | mask & (weight.abs() > threshold)
