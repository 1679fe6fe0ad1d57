# message: equal rewards give zeros
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return rewards
    return (rewards - rewards.mean()) / std
