# message: the result keeps the integers' dtype
def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    result, degrees = np.zeros_like(adjacency), adjacency.sum(axis=1)
    for i, j in zip(*np.nonzero(adjacency), strict=True):
        by = degrees[i] if mode == "mean" else np.sqrt(degrees[i] * degrees[j])
        result[i, j] = adjacency[i, j] / by
    return result
