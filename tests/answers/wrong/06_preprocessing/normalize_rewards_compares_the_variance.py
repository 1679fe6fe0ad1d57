# message: not with the variance
def normalize_rewards(rewards, eps=1e-8):
    if np.var(rewards) < eps:
        return np.zeros(len(rewards))
    return (rewards - rewards.mean()) / np.std(rewards)
