# message: 'all pairs'
def variance_of_sum():
    return {
        "all pairs": 5,
        "uncorrelated": 4,
        "convolution": 12,
    }
