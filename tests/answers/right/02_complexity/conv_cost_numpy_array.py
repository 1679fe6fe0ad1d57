import numpy as np


def conv_cost(in_channels, out_channels, kernel, size, stride=1, padding=0, groups=1, bias=True):
    if (np.array([in_channels, out_channels]) % groups).any():
        raise ValueError("groups must divide the channels")
    out = (np.array(size) + 2 * padding - kernel) // stride + 1
    if (out < 1).any():
        raise ValueError("the window does not fit")
    pairs = kernel * kernel * in_channels / groups
    return np.array(
        [out_channels * (pairs + bool(bias)), out_channels * out.prod() * pairs, out_channels * out.prod()]
    )
