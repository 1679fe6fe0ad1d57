# message: the argument eps is ignored
def normalize_rewards(rewards, eps=1e-8):
    std = np.std(rewards)
    if std < 1e-8:
        return np.zeros(len(rewards))
    return (rewards - rewards.mean()) / std
