import torch


def ensemble(probabilities, weights=None):
    p = torch.as_tensor(probabilities)
    w = torch.ones(len(p), dtype=p.dtype) if weights is None else torch.tensor(weights, dtype=p.dtype)
    if (w < 0).any() or w.sum() == 0:
        raise ValueError("weights")
    return torch.einsum("m,mnk->nk", w, p) / w.sum()
