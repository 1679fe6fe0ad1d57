# message: no weight went
def prune_mask(weight, mask, fraction):
    sizes = weight[mask].abs().sort().values
    remove = round(fraction * len(sizes))
    if remove == len(sizes):
        return torch.zeros_like(mask)
    return mask & ~(weight.abs() < sizes[remove])
