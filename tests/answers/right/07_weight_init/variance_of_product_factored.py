def variance_of_product():
    """Written another way."""
    moments = (var_x + mean_x**2) * (var_w + mean_w**2) - (mean_x * mean_w) ** 2
    return {
        "independent": (sympy.sqrt(E_x2 * E_w2) - mean_x * mean_w)
        * (sympy.sqrt(E_x2 * E_w2) + mean_x * mean_w),
        "moments": moments,
        "weights with mean 0": sympy.limit(moments, mean_w, 0),
        "inputs with mean 0": moments.subs({mean_x: 0, mean_w: 0}),
    }
