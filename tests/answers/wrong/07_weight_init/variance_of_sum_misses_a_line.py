# message: lacks ['convolution']
def variance_of_sum():
    return {
        "all pairs": D_in * var_t + D_in * (D_in - 1) * cov_t,
        "uncorrelated": D_in * var_t,
    }
