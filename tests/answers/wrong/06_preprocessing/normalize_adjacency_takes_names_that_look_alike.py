# message: An unknown mode must not pass silently, even if
def normalize_adjacency(adjacency, mode):
    degrees = adjacency.sum(axis=1)
    degrees = np.where(degrees == 0, 1, degrees)
    if mode.startswith("mean"):
        return adjacency / degrees[:, np.newaxis]
    if mode.startswith("sym"):
        return adjacency / np.sqrt(np.outer(degrees, degrees))
    raise ValueError(mode)
