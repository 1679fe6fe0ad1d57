import math


def halving_months(factor: float, months: float) -> float:
    if not factor > 1:
        raise ValueError("the need has to fall")
    return months * math.log(2, factor)
