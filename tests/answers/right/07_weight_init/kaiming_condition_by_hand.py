def kaiming_condition():
    gate = sympy.Rational(1, 2) + leak**2 / 2
    return {
        "weights with mean 0": E_x2 * D_in * var_w,
        "after a leaky ReLU": gate * var_y * var_w * D_in,
        "variance kept": 1 / (gate * D_in),
        "ReLU": sympy.sqrt(2 / D_in) ** 2,
        "convolution": 2 / C_in / K**2,
    }
