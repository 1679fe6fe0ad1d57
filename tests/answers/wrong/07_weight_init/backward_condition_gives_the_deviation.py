# message: a deviation
def backward_condition():
    return {
        "sum over outputs": D_out * var_w * E_dy2,
        "through the leaky ReLU": D_out * var_w * (1 + leak**2) / 2 * var_dx,
        "variance kept": 2 / ((1 + leak**2) * D_out),
        "linear": 1 / D_out,
        "Glorot's average": sympy.sqrt(2 / (D_in + D_out)),
        "convolution": 2 / (K**2 * (C_in + C_out)),
    }
