def prune_mask(weight, mask, fraction):
    alive = mask.nonzero(as_tuple=True)
    sizes = weight[alive].abs()
    remove = int(fraction * len(sizes) + 0.5)
    order = torch.topk(sizes, remove, largest=False).indices
    new = torch.clone(mask)
    new[tuple(axis[order] for axis in alive)] = False
    return new
