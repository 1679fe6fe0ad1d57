# message: this is the number of halvings
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return math.log2(factor)
