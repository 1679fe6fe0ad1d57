# message: do not round the number of halvings
import math


def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return months / int(math.log2(factor))
