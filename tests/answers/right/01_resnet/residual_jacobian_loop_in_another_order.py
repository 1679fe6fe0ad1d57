def residual_jacobian(blocks):
    plain = residual = opened = gates = sympy.Integer(1)
    for i in range(blocks, 0, -1):
        plain *= slope(i) * gate(i)
        residual *= gate(i) + gate(i) * slope(i)
        gates *= gate(i)
    opened = sympy.cancel(residual / gates)
    return {
        "small slopes": f * blocks + 1,
        "equal slopes": sum(sympy.binomial(blocks, k) * f**k for k in range(blocks + 1)),
        "open gates": opened,
        "residual": residual,
        "plain": plain,
    }
