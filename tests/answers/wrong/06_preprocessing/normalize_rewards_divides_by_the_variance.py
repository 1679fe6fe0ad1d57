# message: this is divided by the variance
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return np.zeros(len(rewards))
    return (rewards - rewards.mean()) / std**2
