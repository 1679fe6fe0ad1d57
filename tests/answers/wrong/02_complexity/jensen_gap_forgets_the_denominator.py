# message: the denominator is missing
import sympy


def jensen_gap(p, q):
    one = -(sympy.log(p) + sympy.log(q)) / 2
    two = -sympy.log((p + q) / 2)
    return [one, two, one - two, (sympy.sqrt(p) - sympy.sqrt(q)) ** 2]
