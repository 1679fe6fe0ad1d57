# message: raises lengths below 1e-12
import torch


def unit_rows(vectors):
    return torch.nn.functional.normalize(torch.tensor(vectors, dtype=torch.float64), dim=1).numpy()
