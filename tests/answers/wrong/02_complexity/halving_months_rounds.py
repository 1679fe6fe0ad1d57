# message: do not round
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return round(months / math.log2(factor))
