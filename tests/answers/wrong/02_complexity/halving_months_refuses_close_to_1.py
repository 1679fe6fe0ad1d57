# message: but any factor above 1 is fine
def halving_months(factor, months):
    if math.isclose(factor, 1) or factor < 1:
        raise ValueError("factor")
    return months / math.log2(factor)
