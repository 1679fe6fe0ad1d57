import sympy


def jensen_gap(p, q):
    losses = [-sympy.log(x) for x in (p, q)]
    mean = sum(losses) / len(losses)
    whole = -sympy.log((p + q) / 2)
    gap = sympy.logcombine(mean - whole)
    x, y = sympy.symbols("x y", positive=True)  # the roots of p and q
    excess = sympy.exp(sympy.expand_log(gap)) - 1
    return (
        mean,
        whole,
        gap,
        sympy.factor(excess.subs({p: x**2, q: y**2})).subs({x: sympy.sqrt(p), y: sympy.sqrt(q)}),
    )
