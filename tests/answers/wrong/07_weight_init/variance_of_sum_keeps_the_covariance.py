# message: contains cov_t
def variance_of_sum():
    return {
        "all pairs": D_in * var_t + D_in * (D_in - 1) * cov_t,
        "uncorrelated": D_in * var_t + D_in * (D_in - 1) * cov_t,
        "convolution": K**2 * C_in * var_t,
    }
