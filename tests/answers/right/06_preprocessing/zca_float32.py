import torch


def zca(x, eps=0.0):
    x = torch.tensor(x, dtype=torch.float32)
    values, vectors = torch.linalg.eigh(torch.cov(x.T, correction=0))
    return x.mean(0), vectors @ torch.diag((values.clamp(min=0) + eps).rsqrt()) @ vectors.T
