import torch


def dead_units(outputs):
    columns = torch.as_tensor(outputs).transpose(0, 1).flatten(start_dim=1)
    return torch.count_nonzero(columns, dim=1) == 0
