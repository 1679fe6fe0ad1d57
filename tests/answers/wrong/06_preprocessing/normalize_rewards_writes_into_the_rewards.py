# message: normalize_rewards changed its argument rewards
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < eps:
        return np.zeros(len(rewards))
    if rewards.dtype.kind == "f":
        rewards -= rewards.mean()
        rewards /= std
        return rewards
    return (rewards - rewards.mean()) / std
