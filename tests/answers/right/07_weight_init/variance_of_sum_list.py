def variance_of_sum():
    """The lines in order, factored."""
    first = D_in * (var_t + (D_in - 1) * cov_t)
    second = sympy.expand(first).coeff(var_t) * var_t
    return [first, second, second.subs({D_in: C_in * K * K})]
