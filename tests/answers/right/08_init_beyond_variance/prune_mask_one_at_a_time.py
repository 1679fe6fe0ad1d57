def prune_mask(weight, mask, fraction):
    survivors = mask.clone().reshape(-1).tolist()
    sizes = [abs(v) for v in weight.reshape(-1).tolist()]
    for _ in range(round(fraction * sum(survivors))):
        smallest = min((i for i, s in enumerate(survivors) if s), key=sizes.__getitem__)
        survivors[smallest] = False
    return torch.tensor(survivors, dtype=torch.bool).view(mask.shape)
