def xavier_condition():
    """The layers as a product that nobody has carried out; symbols made anew."""
    i = sympy.Symbol("i", integer=True)
    n, v, x, layers = sympy.symbols("D_in var_w var_x L", positive=True)
    return {
        "convolution": sympy.sqrt(1 / (C_in * K**2)),
        "deviation": n ** sympy.Rational(-1, 2),
        "variance kept": sympy.Pow(n, -1),
        "L layers": sympy.Product(n * v, (i, 1, layers)) * x,
        "one layer": sympy.Mul(n, v, x),
    }
