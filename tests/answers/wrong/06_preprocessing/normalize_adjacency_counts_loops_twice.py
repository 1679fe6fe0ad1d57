# message: where a self-loop counts once
def normalize_adjacency(adjacency, mode):
    a = adjacency.astype(float)
    d = a.sum(1) + np.diag(a)
    d[d == 0] = 1
    if mode == "mean":
        return a / d[:, None]
    if mode == "symmetric":
        return a / np.sqrt(np.outer(d, d))
    raise ValueError(mode)
