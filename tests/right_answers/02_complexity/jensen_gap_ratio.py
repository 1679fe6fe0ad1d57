from sympy import Rational, exp, log


def jensen_gap(p, q):
    """In the ratio of the two; exp of a logarithm is carried out by SymPy."""
    r = p / q
    half = Rational(1, 2)
    return [
        log((p * q) ** -half),
        log(2 / (p + q)),
        log((r**half + r**-half) / 2),
        exp(log((r**half + r**-half) / 2)) - 1,
    ]
