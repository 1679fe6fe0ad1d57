# message: 1e-08, is added to the degrees
def normalize_adjacency(adjacency, mode):
    degrees = adjacency.sum(axis=1)
    degrees = np.where(degrees == 0, 1, degrees) + 1e-8
    if mode == "mean":
        return adjacency / degrees[:, np.newaxis]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(degrees, degrees))
    raise ValueError(mode)
