# message: a node without edges has degree 0
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
