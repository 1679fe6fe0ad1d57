# message: not its variance
def kaiming_condition():
    return {
        "weights with mean 0": D_in * var_w * E_x2,
        "after a leaky ReLU": D_in * var_w * var_y * ((1 + leak**2) / 2 - (1 - leak) ** 2 / (2 * sympy.pi)),
        "variance kept": 2 / ((1 + leak**2) * D_in),
        "ReLU": 2 / D_in,
        "convolution": 2 / (K**2 * C_in),
    }
