# message: the variance of the mean of the terms
def variance_of_sum():
    return {
        "all pairs": var_t / D_in + (D_in - 1) / D_in * cov_t,
        "uncorrelated": D_in * var_t,
        "convolution": K**2 * C_in * var_t,
    }
