import sympy
from sympy import UnevaluatedExpr as kept


def jensen_gap(p, q):
    """Squares and products that SymPy is told to leave as they are."""
    one = (sympy.log(1 / p) + sympy.log(1 / q)) / 2
    two = -sympy.log((p + q) / 2)
    square = kept((sympy.sqrt(p) - sympy.sqrt(q)) ** 2)
    inner = sympy.Mul(square, 1 / sympy.sqrt(p * q), evaluate=False)
    return [one, two, one - two, sympy.Mul(sympy.Rational(1, 2), inner, evaluate=False)]
