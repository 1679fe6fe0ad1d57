import torch


def saturated_fraction(slopes, threshold=0.01):
    small = torch.as_tensor(slopes).abs().lt(threshold)
    return small.double().mean()
