def relu_half():
    return [
        0.5 * var_y,
        0.5 * var_y + 0.5 * leak**2 * var_y,
        (1 - leak) * var_y**0.5 / sympy.sqrt(2 * sympy.pi),
        var_y * (sympy.pi * (1 + leak**2) - (1 - leak) ** 2) / (2 * sympy.pi),
    ]
