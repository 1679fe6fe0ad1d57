# message: the gap is line 1 minus line 2
import sympy


def jensen_gap(p, q):
    one = -(sympy.log(p) + sympy.log(q)) / 2
    two = -sympy.log((p + q) / 2)
    return [one, two, two - one, (p + q) / (2 * sympy.sqrt(p * q)) - 1]
