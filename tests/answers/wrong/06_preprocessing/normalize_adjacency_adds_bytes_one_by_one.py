# message: the degrees do not fit into uint8
def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    degrees = np.array([float(sum(row)) for row in adjacency])
    degrees[degrees == 0] = 1
    if mode == "mean":
        return adjacency / degrees[:, None]
    return adjacency / np.sqrt(np.outer(degrees, degrees))
