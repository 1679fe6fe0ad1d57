# message: components_needed([5, 3, 1, 0.6, 0.4], 0.85)
def components_needed(variances, share):
    return len(variances)
