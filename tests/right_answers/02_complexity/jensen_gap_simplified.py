import sympy


def jensen_gap(p, q):
    losses = [-sympy.log(x) for x in (p, q)]
    mean = sum(losses) / len(losses)
    whole = -sympy.log((p + q) / 2)
    gap = sympy.logcombine(mean - whole)
    return mean, whole, gap, sympy.simplify(sympy.exp(sympy.expand_log(gap)) - 1)
