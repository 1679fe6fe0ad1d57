# message: only a degree of 0 is special; here a small one
def normalize_adjacency(adjacency, mode):
    a = adjacency.astype(float)
    d = a.sum(1)
    d = np.where(d < 1e-3, 1.0, d)
    if mode == "mean":
        return a / d[:, None]
    if mode == "symmetric":
        return a / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
