import torch


def zca(x, eps=0.0):
    x = torch.tensor(x)
    values, vectors = torch.linalg.eigh(torch.cov(x.T, correction=0))
    matrix = torch.zeros_like(vectors)
    for value, vector in zip(values, vectors.T, strict=True):
        matrix += torch.outer(vector, vector) / torch.sqrt(torch.clamp(value, min=0) + eps)
    return x.mean(dim=0), matrix
