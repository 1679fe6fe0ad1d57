import torch


def pca_rotate(x):
    x = torch.tensor(x, dtype=torch.float32)
    centred = x - x.mean(0)
    u, s, v = torch.linalg.svd(centred, full_matrices=False)
    return centred @ v.T, v.T, s.square() / len(x)
