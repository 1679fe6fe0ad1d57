# message: equal weights went together
def prune_mask(weight, mask, fraction):
    remove = round(fraction * int(mask.sum()))
    if remove == 0:
        return mask.clone()
    threshold = weight[mask].abs().sort().values[remove - 1]
    return mask & (weight.abs() > threshold)
