def residual_jacobian(blocks):
    x = sympy.Symbol("x")
    plain = residual = opened = x
    for i in range(1, blocks + 1):
        plain = gate(i) * (slope(i) * plain)
        residual = gate(i) * (slope(i) * residual + residual)
        opened = slope(i) * opened + opened
    equal = sympy.diff(opened, x).subs({slope(i): f for i in range(1, blocks + 1)})
    return {
        "plain": sympy.diff(plain, x),
        "residual": sympy.expand(sympy.diff(residual, x)),
        "open gates": sympy.diff(opened, x),
        "equal slopes": sympy.factor(equal),
        "small slopes": sympy.series(equal, f, 0, 2).removeO(),
    }
