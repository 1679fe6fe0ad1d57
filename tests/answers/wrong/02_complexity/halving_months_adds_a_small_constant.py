# message: no small constant belongs into the logarithm
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return months / (math.log2(factor) + 1e-8)
