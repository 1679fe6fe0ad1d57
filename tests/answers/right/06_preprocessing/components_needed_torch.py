import torch


def components_needed(variances, share):
    held = torch.cumsum(torch.tensor(variances, dtype=torch.float64), 0)
    return (held < (share - 1e-9) * held[-1]).sum() + 1
