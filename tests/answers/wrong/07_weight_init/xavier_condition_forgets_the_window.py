# message: the window is missing
def xavier_condition():
    return {
        "one layer": D_in * var_w * var_x,
        "L layers": (D_in * var_w) ** L * var_x,
        "variance kept": 1 / D_in,
        "deviation": 1 / sympy.sqrt(D_in),
        "convolution": 1 / sympy.sqrt(C_in),
    }
