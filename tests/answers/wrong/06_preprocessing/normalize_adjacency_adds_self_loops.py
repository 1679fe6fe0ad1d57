# message: self-loops were added
def normalize_adjacency(adjacency, mode):
    adjacency = adjacency + np.eye(len(adjacency))
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
