def relu_half():
    """Halves kept apart with UnevaluatedExpr, the mean as an integral over the whole line that nobody carries out."""
    y = sympy.Symbol("y", real=True)
    half = sympy.UnevaluatedExpr(sympy.Rational(1, 2))
    p = sympy.exp(-(y**2) / (2 * var_y)) / sympy.sqrt(2 * sympy.pi * var_y)
    x = sympy.Piecewise((y, y > 0), (leak * y, True))
    mean = sympy.Integral(x * p, (y, -sympy.oo, sympy.oo))
    second = half * var_y + half * leak**2 * var_y
    return {"ReLU": half * var_y, "leaky ReLU": second, "mean": mean, "variance": second - mean**2}
