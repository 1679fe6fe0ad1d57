import numpy as np


def halving_months(factor, months):
    if not factor > 1:
        raise ValueError("the need did not fall")
    return np.asarray(months) / np.log2(factor)
