import torch


def normalize_adjacency(adjacency, mode):
    a = torch.tensor(adjacency, dtype=torch.float32)
    d = a.sum(1).clamp(min=torch.finfo(torch.float32).tiny)
    if mode == "mean":
        return a / d.unsqueeze(1)
    if mode == "symmetric":
        r = d.rsqrt()
        r[r.isinf() | (a.sum(1) == 0)] = 0
        return r.unsqueeze(1) * a * r
    raise ValueError(mode)
