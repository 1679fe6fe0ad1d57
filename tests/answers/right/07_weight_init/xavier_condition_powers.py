def xavier_condition():
    kept = D_in**-1
    return dict(
        zip(
            ["one layer", "L layers", "variance kept", "deviation", "convolution"],
            [
                var_x * var_w * D_in,
                var_x * sympy.exp(L * (sympy.log(D_in) + sympy.log(var_w))),
                kept,
                kept ** sympy.Rational(1, 2),
                (K * K * C_in) ** -0.5,
            ],
        )
    )
