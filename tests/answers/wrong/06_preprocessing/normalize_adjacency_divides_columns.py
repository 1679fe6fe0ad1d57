# message: degree j divides column j here
def normalize_adjacency(adjacency, mode):
    d = adjacency.sum(axis=1)
    d = np.where(d == 0, 1, d)
    if mode == "mean":
        return adjacency / d
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
