# message: contains leak
def relu_half():
    return {
        "ReLU": (1 + leak**2) / 2 * var_y,
        "leaky ReLU": (1 + leak**2) / 2 * var_y,
        "mean": (1 - leak) * sympy.sqrt(var_y / (2 * sympy.pi)),
        "variance": (1 + leak**2) / 2 * var_y - (1 - leak) ** 2 * var_y / (2 * sympy.pi),
    }
