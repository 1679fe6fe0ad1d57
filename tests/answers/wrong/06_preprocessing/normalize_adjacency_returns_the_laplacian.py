# message: this is the Laplacian
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return np.eye(len(d)) - adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
