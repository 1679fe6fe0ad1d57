# message: not 10
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return months / math.log10(factor)
