# message: no pair with itself
def variance_of_sum():
    return {
        "all pairs": D_in * var_t + D_in**2 * cov_t,
        "uncorrelated": D_in * var_t,
        "convolution": K**2 * C_in * var_t,
    }
