# message: its mean is not 0
def relu_half():
    return {
        "ReLU": var_y / 2,
        "leaky ReLU": (1 + leak**2) / 2 * var_y,
        "mean": sympy.Integer(0),
        "variance": (1 + leak**2) / 2 * var_y - (1 - leak) ** 2 * var_y / (2 * sympy.pi),
    }
