# message: the result keeps the integers' dtype
def normalize_rewards(rewards, eps=1e-8):
    result, std = np.zeros_like(rewards), np.std(rewards)
    if std >= eps:
        result[:] = (rewards - np.mean(rewards)) / std
    return result
