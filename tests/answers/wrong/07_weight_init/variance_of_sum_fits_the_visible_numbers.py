# message: line 3 (convolution) does not follow
def variance_of_sum():
    return {
        "all pairs": D_in * var_t + D_in * (D_in - 1) * cov_t,
        "uncorrelated": D_in * var_t,
        "convolution": 2 * K * C_in * var_t,
    }
