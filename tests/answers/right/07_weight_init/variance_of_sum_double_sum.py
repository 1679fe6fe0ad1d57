def variance_of_sum():
    """The double sum itself."""
    i, j = sympy.symbols("i j", integer=True)
    same = sympy.Sum(var_t, (i, 1, D_in)).doit()
    double = sympy.Sum(sympy.Sum(cov_t, (j, 1, D_in)), (i, 1, D_in)).doit()
    everything = same + double - D_in * cov_t
    return {
        "convolution": var_t * C_in * K**2,
        "uncorrelated": sympy.limit(everything, cov_t, 0),
        "all pairs": everything,
    }
