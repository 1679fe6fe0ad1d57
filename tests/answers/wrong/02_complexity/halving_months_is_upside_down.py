# message: is not what it should be
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return months * math.log2(factor)
