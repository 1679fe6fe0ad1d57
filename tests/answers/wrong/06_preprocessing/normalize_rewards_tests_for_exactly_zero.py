# message: std == 0 misses a deviation of 1e-17
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std == 0:
        return np.zeros(len(rewards))
    return (rewards - rewards.mean()) / std
