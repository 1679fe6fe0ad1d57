# message: a node without edges got a self-loop
def normalize_adjacency(adjacency, mode):
    a = adjacency.astype(float)
    d = a.sum(1)
    lonely = d == 0
    a[lonely, lonely] = 1
    d[lonely] = 1
    if mode == "mean":
        return a / d[:, None]
    if mode == "symmetric":
        return a / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
