# message: these are the rewards minus their mean
def normalize_rewards(rewards, eps=1e-8):
    s = np.std(rewards)
    if s < eps:
        return rewards - rewards.mean()
    return (rewards - np.mean(rewards)) / s
