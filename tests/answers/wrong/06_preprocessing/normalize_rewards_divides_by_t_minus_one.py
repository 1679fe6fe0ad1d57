# message: ddof=0
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return np.zeros(len(rewards))
    return (rewards - rewards.mean()) / np.std(rewards, ddof=1)
