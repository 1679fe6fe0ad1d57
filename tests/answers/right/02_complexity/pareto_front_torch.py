import torch


def pareto_front(points):
    x = torch.as_tensor(points) * torch.tensor([1.0, -1.0])  # smaller is better in both
    other, own = x[:, None], x[None]
    dominates = (other <= own).all(-1) & (other < own).any(-1)
    return dominates.logical_not().all(0)
