# message: the half belongs inside the logarithm
import sympy


def jensen_gap(p, q):
    one = -(sympy.log(p) + sympy.log(q)) / 2
    two = -sympy.log(p + q) / 2
    return [one, two, one - two, (p + q) / (2 * sympy.sqrt(p * q)) - 1]
