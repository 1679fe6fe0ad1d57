# message: only a degree of 0 is special
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.maximum(d, 1)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
