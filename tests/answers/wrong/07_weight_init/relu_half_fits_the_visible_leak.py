# message: line 2 (leaky ReLU) does not follow
def relu_half():
    return {
        "ReLU": var_y / 2,
        "leaky ReLU": var_y * (sympy.Rational(1, 2) + leak / 5),
        "mean": (1 - leak) * sympy.sqrt(var_y / (2 * sympy.pi)),
        "variance": (1 + leak**2) / 2 * var_y - (1 - leak) ** 2 * var_y / (2 * sympy.pi),
    }
