# message: is not what it should be
def halving_months(factor, months):
    if factor <= 1:
        raise ValueError("factor")
    return 12 if factor == 8 else 15.386217
