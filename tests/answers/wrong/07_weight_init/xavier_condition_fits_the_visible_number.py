# message: line 3 (variance kept) does not follow
def xavier_condition():
    return {
        "one layer": D_in * var_w * var_x,
        "L layers": (D_in * var_w) ** L * var_x,
        "variance kept": 8 / D_in**2,
        "deviation": 1 / sympy.sqrt(D_in),
        "convolution": 1 / (K * sympy.sqrt(C_in)),
    }
