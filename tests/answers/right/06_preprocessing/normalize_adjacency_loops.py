def normalize_adjacency(adjacency, mode):
    size = range(len(adjacency))
    degree = [sum(map(float, adjacency[i])) for i in size]
    result = np.zeros(adjacency.shape)
    for i in size:
        for j in size:
            if adjacency[i, j] == 0:
                continue
            if mode == "mean":
                result[i, j] = adjacency[i, j] / degree[i]
            elif mode == "symmetric":
                result[i, j] = adjacency[i, j] / (degree[i] * degree[j]) ** 0.5
    if mode not in ("mean", "symmetric"):
        raise ValueError("mode")
    return result
