# message: a Python float slipped in
import math

import mpmath


def solve_selu():
    below = lambda z: math.erfc(-z / math.sqrt(2)) / 2
    first = math.exp(0.5) * below(-1)
    second = math.exp(2) * below(-2)
    alpha = 1 / math.sqrt(2 * math.pi) / (0.5 - first)
    lam = 1 / math.sqrt(0.5 + alpha**2 * (second - 2 * first + 0.5))
    return mpmath.nstr(mpmath.mpf(lam), 32), mpmath.nstr(mpmath.mpf(alpha), 32)
