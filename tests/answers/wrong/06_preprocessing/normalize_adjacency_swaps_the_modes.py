# message: the other mode's result
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / np.sqrt(np.outer(d, d))
    if mode == "symmetric":
        return adjacency / d[:, None]
    raise ValueError(mode)
