# message: weights below 1 must not be made integers
def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    a = adjacency.astype(int)
    d = a.sum(1)
    d[d == 0] = 1
    if mode == "mean":
        return a / d[:, None]
    return a / np.sqrt(np.outer(d, d))
