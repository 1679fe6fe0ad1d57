# message: this divides by the largest degree
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d.max()
    if mode == "symmetric":
        return adjacency / d.max()
    raise ValueError(mode)
