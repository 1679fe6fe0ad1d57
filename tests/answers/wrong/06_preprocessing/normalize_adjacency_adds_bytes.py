# message: the degrees do not fit into uint8
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(1, dtype=adjacency.dtype)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d[:, None]
    if mode == "symmetric":
        return adjacency / np.sqrt(d[:, None] * d[None])
    raise ValueError(mode)
