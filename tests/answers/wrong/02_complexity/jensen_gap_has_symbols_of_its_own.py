# message: the symbols here are a, b
import sympy

P, Q = sympy.symbols("p q", positive=True)


def jensen_gap(p, q):
    one = -(sympy.log(P) + sympy.log(Q)) / 2
    two = -sympy.log((P + Q) / 2)
    return [one, two, one - two, (sympy.sqrt(P) - sympy.sqrt(Q)) ** 2 / (2 * sympy.sqrt(P * Q))]
