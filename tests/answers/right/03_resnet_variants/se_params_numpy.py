def se_params(stages, ratio=16):
    blocks, channels = np.array(stages).T
    return 2 * (blocks * channels * np.maximum(channels // ratio, 1)).sum()
