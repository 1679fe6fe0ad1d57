from sympy import Rational, log


def jensen_gap(p, q):
    """In the ratio of the two: (r + 1/r)/2 - 1 is half the square of r^(1/2) - r^(-1/2), with r = √(p/q)."""
    r = p / q
    half, quarter = Rational(1, 2), Rational(1, 4)
    return [
        log((p * q) ** -half),
        log(2 / (p + q)),
        log((r**half + r**-half) / 2),
        (r**quarter - r**-quarter) ** 2 / 2,
    ]
