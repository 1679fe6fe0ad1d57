# message: still contains a logarithm
import sympy


def jensen_gap(p, q):
    one = -(sympy.log(p) + sympy.log(q)) / 2
    two = -sympy.log((p + q) / 2)
    return [one, two, one - two, sympy.exp(sympy.log((p + q) / 2) + sympy.log(1 / (p * q)) / 2, evaluate=False) - 1]
