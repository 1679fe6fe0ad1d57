# message: is an equation
def variance_of_product():
    return {
        "independent": E_x2 * E_w2 - mean_x**2 * mean_w**2,
        "moments": var_x * var_w + var_x * mean_w**2 + var_w * mean_x**2,
        "weights with mean 0": var_w * (var_x + mean_x**2),
        "inputs with mean 0": sympy.Eq(sympy.Symbol("var_x") * var_w, 1),
    }
