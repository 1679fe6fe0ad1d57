from typing import NamedTuple


class Cost(NamedTuple):
    params: int
    macs: int
    activations: int


def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True) -> Cost:
    """Counts places one by one, and asks before it counts."""
    if any(channels % groups for channels in (in_channels, out_channels)):
        raise ValueError("groups must divide the channels")
    if any(kernel > side + 2 * padding for side in size):
        raise ValueError("the window is too large")
    places = 1
    for side in size:
        places *= len(range(0, side + 2 * padding - kernel + 1, stride))
    each = kernel * kernel * (in_channels // groups)
    return Cost(out_channels * (each + bool(bias)), out_channels * places * each, out_channels * places)
