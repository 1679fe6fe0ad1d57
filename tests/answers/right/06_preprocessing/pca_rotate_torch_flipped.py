import torch


def pca_rotate(x):
    x = torch.tensor(x)
    centred = x - x.mean(dim=0)
    values, vectors = torch.linalg.eigh(torch.cov(x.T, correction=0))
    directions = -vectors.flip(1)
    return centred @ directions, directions, values.flip(0)
