def xavier_condition():
    """As a list; the power from a product over the layers."""
    layer = sympy.Symbol("layer", integer=True)
    power = sympy.Product(D_in * var_w, (layer, 1, L)).doit()
    return [D_in * var_w * var_x, power * var_x, 1 / D_in, sympy.sqrt(1 / D_in), sympy.sqrt(1 / C_in) / K]
