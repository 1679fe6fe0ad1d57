# message: contains var_w, var_x
def variance_of_product():
    return {
        "independent": var_x * var_w + var_x * mean_w**2 + var_w * mean_x**2,
        "moments": var_x * var_w + var_x * mean_w**2 + var_w * mean_x**2,
        "weights with mean 0": var_w * (var_x + mean_x**2),
        "inputs with mean 0": var_x * var_w,
    }
