def variance_of_sum():
    """Symbols made anew: they are matched by name."""
    n, v, c, k, channels = sympy.symbols("D_in var_t cov_t K C_in")
    return {
        "all pairs": n**2 * c + n * (v - c),
        "uncorrelated": n * v,
        "convolution": (k * sympy.sqrt(channels)) ** 2 * v,
    }
