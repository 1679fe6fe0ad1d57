import sympy as sp


def loss(x):
    return sp.log(1 / x)


def jensen_gap(p, q):
    a, b = sp.sqrt(p), sp.sqrt(q)
    before, after = (loss(p) + loss(q)) / 2, loss((p + q) / 2)
    return [before, after, sp.log((p + q) / (2 * a * b)), sp.Rational(1, 2) * (b - a) ** 2 / (a * b)]
