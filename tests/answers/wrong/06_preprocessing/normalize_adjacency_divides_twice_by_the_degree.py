# message: here the roots
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.outer(d, d)
    raise ValueError(mode)
