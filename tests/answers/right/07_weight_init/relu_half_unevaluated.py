def relu_half():
    """Integrals that nobody has carried out, with a density of the student's own symbol."""
    t = sympy.Symbol("t", real=True)
    p = sympy.exp(-(t**2) / (2 * var_y)) / sympy.sqrt(2 * sympy.pi * var_y)
    right = sympy.Integral(t * p, (t, 0, sympy.oo))
    second = sympy.Rational(1, 2) * (1 + leak**2) * var_y
    return {
        "ReLU": var_y * sympy.Rational(1, 2),
        "leaky ReLU": second,
        "mean": right * (1 - leak),
        "variance": second - (1 - leak) ** 2 * var_y / sympy.pi / 2,
    }
