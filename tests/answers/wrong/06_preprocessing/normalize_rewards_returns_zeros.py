# message: normalize_rewards([1, 4, 2, 9]) is not
def normalize_rewards(rewards, eps=1e-8):
    return np.zeros(len(rewards))
