# message: this runs from 0 to 1
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return np.zeros(len(rewards))
    return (rewards - rewards.min()) / (rewards.max() - rewards.min())
