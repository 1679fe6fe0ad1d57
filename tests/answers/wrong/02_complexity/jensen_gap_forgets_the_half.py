# message: divide by 2 inside the logarithm
import sympy


def jensen_gap(p, q):
    one = -(sympy.log(p) + sympy.log(q)) / 2
    two = -sympy.log(p + q)
    return [one, two, one - two, (p + q) / sympy.sqrt(p * q) - 1]
