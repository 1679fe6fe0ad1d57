def normalize_adjacency(adjacency, mode):
    if mode not in ("mean", "symmetric"):
        raise ValueError(mode)
    degree = adjacency.sum(axis=0).astype(float)
    power = -1.0 if mode == "mean" else -0.5
    scale = np.diag([d**power if d else 0.0 for d in degree])
    return scale @ adjacency if mode == "mean" else scale @ adjacency @ scale
