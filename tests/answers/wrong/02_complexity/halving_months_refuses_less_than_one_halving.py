# message: any factor above 1 is fine
import math


def halving_months(factor, months):
    if factor < 2:
        raise ValueError("factor")
    return months / math.log2(factor)
