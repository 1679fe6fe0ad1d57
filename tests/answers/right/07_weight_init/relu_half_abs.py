def relu_half():
    """f(y) = a y + b |y|, with a = (1 + leak)/2 and b = (1 - leak)/2."""
    a, b = (1 + leak) / 2, (1 - leak) / 2
    mean_of_abs = sympy.sqrt(2 * var_y / sympy.pi)
    second = (a**2 + b**2) * var_y
    return {
        "ReLU": second.subs(leak, 0),
        "leaky ReLU": second,
        "mean": b * mean_of_abs,
        "variance": a**2 * var_y + b**2 * (var_y - mean_of_abs**2),
    }
