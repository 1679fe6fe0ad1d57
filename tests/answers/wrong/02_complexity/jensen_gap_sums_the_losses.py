# message: this is the sum of the losses
import sympy


def jensen_gap(p, q):
    one = -sympy.log(p) - sympy.log(q)
    two = -sympy.log((p + q) / 2)
    return [one, two, one - two, sympy.exp(one - two) - 1]
