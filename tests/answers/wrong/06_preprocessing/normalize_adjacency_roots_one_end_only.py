# message: only one end is divided by its root
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(d)[:, None]
    raise ValueError(mode)
