# message: normalize_adjacency changed its argument adjacency
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    adjacency *= 1 if adjacency.dtype.kind == "i" else 2
    if mode == "mean":
        return adjacency / 2 / d[:, None]
    if mode == "symmetric":
        return adjacency / 2 / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
