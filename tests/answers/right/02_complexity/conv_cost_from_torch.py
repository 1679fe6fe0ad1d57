import torch
from course_utils.inspection.cost import model_cost


def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    """Ask torch, whose older versions let a window through that does not fit."""
    if any(n + 2 * padding < kernel for n in size):
        raise ValueError(size)
    cost = model_cost(
        lambda: torch.nn.Conv2d(in_channels, out_channels, kernel, stride, padding, 1, groups, bias),
        (1, in_channels, *size),
    )
    return cost.params, cost.macs, cost.activations
