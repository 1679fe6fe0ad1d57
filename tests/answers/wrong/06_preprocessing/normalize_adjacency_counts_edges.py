# message: not the number of edges
def normalize_adjacency(adjacency, mode):
    d = (adjacency > 0).sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
