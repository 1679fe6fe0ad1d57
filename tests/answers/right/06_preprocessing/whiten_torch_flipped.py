import torch


def whiten(x, eps=0.0):
    x = torch.tensor(x)
    values, vectors = torch.linalg.eigh(torch.cov(x.T, correction=0))
    columns = [-vectors[:, j] / (values[j].clamp(min=0) + eps).sqrt() for j in range(len(values))]
    return x.mean(0), torch.stack(columns[::-1], dim=1)
