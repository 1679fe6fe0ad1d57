# message: this raises degrees below 1e-12
def normalize_adjacency(adjacency, mode):
    degrees = np.maximum(adjacency.sum(axis=1), 1e-12)
    if mode == "mean":
        return adjacency / degrees[:, np.newaxis]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(degrees, degrees))
    raise ValueError(mode)
