def residual_jacobian(blocks):
    def chain(factors):
        product = sympy.eye(1)
        for factor in factors:
            product = sympy.Matrix([[factor]]) * product
        return product[0, 0]

    numbers = [*range(1, blocks + 1)]
    whole = chain(1 + slope(i) for i in numbers)
    same = whole.subs([(slope(i), f) for i in numbers])
    return dict(
        [
            ("plain", chain(gate(i) * slope(i) for i in numbers)),
            ("residual", chain(gate(i) for i in numbers) * whole),
            ("open gates", whole),
            ("equal slopes", same),
            ("small slopes", same.subs(f, 0) + f * sympy.diff(same, f).subs(f, 0)),
        ]
    )
