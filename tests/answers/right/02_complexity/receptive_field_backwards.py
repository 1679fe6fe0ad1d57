import math


def receptive_field(layers):
    """From the unit back to the image: a square of r becomes one of (r - 1)·stride + kernel."""
    field = 1
    for kernel, stride in reversed(list(layers)):
        field = (field - 1) * stride + kernel
    return field, math.prod(stride for _, stride in layers)
