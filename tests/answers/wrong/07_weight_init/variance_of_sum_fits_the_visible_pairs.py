# message: line 1 (all pairs) is not right
def variance_of_sum():
    return {
        "all pairs": D_in * var_t + 20 * cov_t,
        "uncorrelated": D_in * var_t,
        "convolution": K**2 * C_in * var_t,
    }
