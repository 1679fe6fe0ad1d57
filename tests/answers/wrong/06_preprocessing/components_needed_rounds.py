# message: components_needed
def components_needed(variances, share):
    return max(1, round(share * len(variances)))
