# message: 6 belongs to the bound
def backward_condition():
    return {
        "sum over outputs": D_out * var_w * E_dy2,
        "through the leaky ReLU": D_out * var_w * (1 + leak**2) / 2 * var_dx,
        "variance kept": 2 / (D_out * (1 + leak**2)),
        "linear": 1 / D_out,
        "Glorot's average": 6 / (D_in + D_out),
        "convolution": 2 / (K**2 * (C_in + C_out)),
    }
