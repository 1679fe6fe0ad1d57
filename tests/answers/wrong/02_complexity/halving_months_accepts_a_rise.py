# message: With a factor of at most 1 the need did not fall
import math


def halving_months(factor, months):
    if factor == 1 or factor < 0:
        raise ValueError("factor")
    return months / math.log2(factor)
