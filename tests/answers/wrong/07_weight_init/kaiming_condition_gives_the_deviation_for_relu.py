# message: this is the deviation
def kaiming_condition():
    return {
        "weights with mean 0": D_in * var_w * E_x2,
        "after a leaky ReLU": D_in * var_w * (1 + leak**2) / 2 * var_y,
        "variance kept": 2 / ((1 + leak**2) * D_in),
        "ReLU": sympy.sqrt(2 / D_in),
        "convolution": 2 / (K**2 * C_in),
    }
