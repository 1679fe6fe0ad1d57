def backward_condition():
    mean = (D_in + D_out) / 2
    return {
        "linear": D_out**-1,
        "Glorot's average": 1 / mean,
        "convolution": 2 / (K * K * C_in + K * K * C_out),
        "sum over outputs": E_dy2 * D_out * var_w,
        "through the leaky ReLU": var_w * D_out * (var_dx / 2 + leak**2 * var_dx / 2),
        "variance kept": 1 / (D_out * (sympy.Rational(1, 2) + leak**2 / 2)),
    }
