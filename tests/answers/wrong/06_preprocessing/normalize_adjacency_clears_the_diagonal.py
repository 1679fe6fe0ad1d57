# message: the self-loops that the matrix has must stay
def normalize_adjacency(adjacency, mode):
    adjacency = adjacency * (1 - np.eye(len(adjacency)))
    degrees = adjacency.sum(axis=1)
    degrees = np.where(degrees == 0, 1, degrees)
    if mode == "mean":
        return adjacency / degrees[:, np.newaxis]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(degrees, degrees))
    raise ValueError(mode)
