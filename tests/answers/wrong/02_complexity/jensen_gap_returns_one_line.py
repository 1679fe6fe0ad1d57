# message: 4 are wanted
import sympy


def jensen_gap(p, q):
    return [(p + q) / (2 * sympy.sqrt(p * q)) - 1]
